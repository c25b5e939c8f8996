import { useParams } from 'react-router'
import { InquiryView } from './InquiryView'

export default function InquiryPage() {
  const { id = '' } = useParams()
  return <InquiryView key={id} id={id} />
}
