import Modal from '@cloudscape-design/components/modal'
import { useTranslation } from 'react-i18next'
import type { Inquiry } from '../../../api/types'
import type { Catalogue } from '../../../logic/catalogue'
import { CloseForm } from '../CloseForm'
import { useStep } from '../useStep'
import { AssignForm } from './AssignForm'
import { HandOverForm } from './HandOverForm'
import { JoinForm } from './JoinForm'
import { MergeForm } from './MergeForm'
import { ReaddressForm } from './ReaddressForm'

export type Dialog = 'assign' | 'readdress' | 'handOver' | 'join' | 'merge' | 'withdraw'

export interface DialogProps {
  inquiry: Inquiry
  catalogue: Catalogue
  onClose(): void
}

/** What is done seldom with an inquiry, each with its own questions; loaded when somebody wants it. */
export default function WorkDialog({ kind, ...parts }: DialogProps & { kind: Dialog }) {
  const { t } = useTranslation()
  const forms = {
    assign: <AssignForm {...parts} />,
    readdress: <ReaddressForm {...parts} />,
    handOver: <HandOverForm {...parts} />,
    join: <JoinForm {...parts} />,
    merge: <MergeForm {...parts} />,
    withdraw: <Withdraw {...parts} />,
  }
  return (
    <Modal visible header={t(`work.${kind}`)} onDismiss={parts.onClose} closeAriaLabel={t('common.cancel')}>
      {forms[kind]}
    </Modal>
  )
}

function Withdraw(parts: DialogProps) {
  return <CloseForm {...parts} step={useStep(parts.inquiry)} />
}
