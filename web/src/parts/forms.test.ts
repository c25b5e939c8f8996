import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const PART = 'a field or a part: what is typed is kept by the form it belongs to'
const NARROWS = 'narrows or sorts what is shown, and sends nothing'
const FINDS = 'looks something up; what is looked up stands in the address or is gone with its answer'
const AT_ONCE = 'one choice, done or shown at once'
const ONE_CHOICE = 'one choice of a few with a usual one, and a button'

/** Components with fields that keep no draft, and why. */
const WITHOUT_A_DRAFT: Record<string, string> = {
  'app/Palette.tsx': FINDS,
  'app/TopBar.tsx': FINDS,
  'pages/admin/catalogue/Replies.tsx': NARROWS,
  'pages/admin/catalogue/Versions.tsx': NARROWS,
  'pages/admin/crm/Dialogs.tsx': ONE_CHOICE,
  'pages/admin/crm/MappingEditor.tsx': `${PART} (IntegrationPage); the sample is sent to nobody and may hold a customer’s data`,
  'pages/admin/crm/TextArea.tsx': PART,
  'pages/admin/machines/MachinesPage.tsx': AT_ONCE,
  'pages/admin/machines/RotateKey.tsx': ONE_CHOICE,
  'pages/admin/people/PeoplePage.tsx': NARROWS,
  'pages/admin/people/RightsFields.tsx': PART,
  'pages/admin/privacy/FindPerson.tsx': `${FINDS}: the name of a person is not to stay`,
  'pages/admin/privacy/WhoLooked.tsx': AT_ONCE,
  'pages/admin/webhooks/RotateSecret.tsx': ONE_CHOICE,
  'pages/alerts/OnThisDevice.tsx': AT_ONCE,
  'pages/ask/InquiryEditor.tsx': `${PART} (useEditor)`,
  'pages/ask/QuestionCard.tsx': `${PART} (useEditor)`,
  'pages/dashboard/Month.tsx': AT_ONCE,
  'pages/dashboard/MonthPick.tsx': AT_ONCE,
  'pages/dashboard/Standings.tsx': NARROWS,
  'pages/dashboard/Today.tsx': AT_ONCE,
  'pages/developers/Reference.tsx': NARROWS,
  'pages/folder/FilterBar.tsx': NARROWS,
  'pages/hub/HubPage.tsx': AT_ONCE,
  'pages/insights/ExplorePage.tsx': NARROWS,
  'pages/insights/Heat.tsx': AT_ONCE,
  'pages/insights/Inquiries.tsx': NARROWS,
  'pages/insights/SubjectForm.tsx': `${NARROWS}: it stands in the address`,
  'pages/insights/builder/Filters.tsx': `${PART} (BuilderPage)`,
  'pages/insights/builder/Groups.tsx': `${PART} (BuilderPage)`,
  'pages/insights/builder/Measures.tsx': `${PART} (BuilderPage)`,
  'pages/insights/builder/Time.tsx': `${PART} (BuilderPage)`,
  'pages/item/ItemSearchPage.tsx': FINDS,
  'pages/late/Filters.tsx': NARROWS,
  'pages/late/LatePage.tsx': AT_ONCE,
  'pages/messages/Outcomes.tsx': NARROWS,
  'pages/partners/PartnersPage.tsx': NARROWS,
  'pages/public/PublicPage.tsx': FINDS,
  'pages/quality/QualityPage.tsx': AT_ONCE,
  'pages/reports/ReportsPage.tsx': AT_ONCE,
  'pages/reports/Subscribers.tsx': ONE_CHOICE,
  'pages/signals/SignalsPage.tsx': AT_ONCE,
  'parts/AttachmentsInput.tsx': PART,
  'parts/CatalogueFields.tsx': PART,
  'parts/CentreChoice.tsx': AT_ONCE,
  'parts/DateTimeInput.tsx': PART,
  'parts/DayInput.tsx': PART,
  'parts/FieldInput.tsx': PART,
  'parts/InquiryInput.tsx': PART,
  'parts/RequestForm.tsx': PART,
  'parts/ShownOnce.tsx': 'says that a secret was copied: whoever comes back does not see it again',
  'parts/WordsInput.tsx': PART,
}

const src = fileURLToPath(new URL('../', import.meta.url))
const FIELD =
  /<(Input|Textarea|TextArea|WordsInput|Select|Multiselect|Checkbox|Toggle|RadioGroup|Tiles|Autosuggest|TextFilter|PropertyFilter|DatePicker|DateInput|DayInput|TimeInput|DateTimeInput|CatalogueFields|RequestForm|FieldInput|InquiryInput|AttachmentsInput|CentresField|RolesField|input|textarea|select)\b/
const DRAFT = /\b(useDraft|useFormDraft|useEdited)[<(]/
const withFields = readdirSync(src, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.tsx'))
  .map((name) => ({ name: name.replaceAll('\\', '/'), text: readFileSync(src + name, 'utf8') }))
  .filter(({ text }) => FIELD.test(text))

describe('forms', () => {
  it('keep what is typed, or it is said why not', () =>
    expect(withFields.filter(({ name, text }) => !DRAFT.test(text) && !(name in WITHOUT_A_DRAFT)).map(({ name }) => name)).toEqual([]))
  it('that are said to keep nothing are there and keep nothing', () =>
    expect(
      Object.keys(WITHOUT_A_DRAFT).filter((name) => {
        const found = withFields.find((one) => one.name === name)
        return !found || DRAFT.test(found.text)
      }),
    ).toEqual([]))
})
