import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { ReactNode } from 'react'

interface Props {
  title: string
  /** What brings something here, or what one can do to see more. */
  teach: ReactNode
  /** What one can do about it. */
  children?: ReactNode
}

/** Stands where nothing is. No heading: nothing stands below it. */
export function Empty({ title, teach, children }: Props) {
  return (
    <Box textAlign="center" padding={{ vertical: 'xl' }}>
      <SpaceBetween size="xs">
        <Box variant="strong" fontSize="heading-s">
          {title}
        </Box>
        <Box color="text-body-secondary">{teach}</Box>
        {children}
      </SpaceBetween>
    </Box>
  )
}
