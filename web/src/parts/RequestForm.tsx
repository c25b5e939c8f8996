import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Values, Workflow } from '../api/types'
import { useWorkplace } from '../app/workplace'
import { CatalogueFields } from './CatalogueFields'

interface Props {
  workflow: Workflow
  values: Values
  onChange(code: string, value: unknown): void
  strict: boolean
  refused: Record<string, string>
  filled?: ReadonlySet<string>
  /** The level the inquiry starts at. */
  level?: number
}

/** The sections of a request, as the workflow defines them. */
export function RequestForm({ workflow, ...form }: Props) {
  const { catalogue } = useWorkplace()
  return (
    <SpaceBetween size="l">
      {workflow.sections.map((section) => (
        <Container key={section.code} header={<Header variant="h2">{catalogue.text(section.labels, section.code)}</Header>}>
          <CatalogueFields fields={section.fields} workflow={workflow.code} {...form} />
        </Container>
      ))}
    </SpaceBetween>
  )
}
