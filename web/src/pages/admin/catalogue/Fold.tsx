import ExpandableSection, { type ExpandableSectionProps } from '@cloudscape-design/components/expandable-section'
import { type ReactNode, useState } from 'react'

interface Props {
  header: string
  /** What it opens, where several on the page are called alike. */
  label?: string
  description?: string
  variant?: ExpandableSectionProps.Variant
  children(): ReactNode
}

/** A section whose contents are made when somebody opens it: the catalogue has many. */
export function Fold({ header, label, description, variant = 'default', children }: Props) {
  const [opened, setOpened] = useState(false)
  return (
    <div className="wa-fold">
      <ExpandableSection
        variant={variant}
        headerText={header}
        headerAriaLabel={label}
        headerDescription={description}
        expanded={opened}
        onChange={({ detail }) => setOpened(detail.expanded)}
      >
        {opened && children()}
      </ExpandableSection>
    </div>
  )
}
