// The real catalogue as the API serves it: shared sections and targets written out, lists of options filled in (infra/data/release.go, catalogue.Resolve).
import type { Field, Release } from '../src/api/types'

type Section = Release['workflows'][number]['sections'][number]
type Workflow = Omit<Release['workflows'][number], 'sections'> & { sections: (Partial<Section> & { use?: string })[] }
type Target = Omit<Release['targets'][number], 'product' | 'workflow'> & { products: string[]; workflows: string[] }
export type ReleaseFile = Omit<Release, 'workflows' | 'targets'> & { sections?: Section[]; workflows: Workflow[]; targets?: Target[] }

export function writtenOut(file: ReleaseFile): Release {
  const { sections: shared = [], ...rest } = file
  const workflows = file.workflows.map((workflow) => ({
    ...workflow,
    asks: workflow.asks || 'destination',
    sections: workflow.sections.map((one) => structuredClone(one.use ? shared.find((other) => other.code === one.use) : one) as Section),
  }))
  const targets = (file.targets ?? []).flatMap(({ products, workflows: codes, ...target }) =>
    products.flatMap((product) => codes.map((workflow) => ({ ...target, product, workflow }))),
  )
  const release = { ...rest, workflows, targets } as Release
  const fill = (field: Field) => {
    if (field.optionsFrom && field.optionsFrom in release)
      field.options = release[field.optionsFrom as 'reasonCodes'].map(({ code, labels }) => ({ code, labels }))
    if (field.optionsFrom === 'requestFields') field.options = undefined
  }
  for (const workflow of workflows) for (const section of workflow.sections) section.fields.forEach(fill)
  for (const reply of release.replyCodes) reply.fields.forEach(fill)
  return release
}
