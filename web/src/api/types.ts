/** The API's shapes as the pages use them, taken from where they are answered: their names in the description are its own affair. */
import type { components, paths } from './schema'

type Schemas = components['schemas']

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } }
  ? T
  : never

export type Labels = Record<string, string>
export type Values = Record<string, unknown>

/** People of the network belong to no operator. */
export type Me = Answer<'/v1/me'>
/** What a person chose; what they never chose is missing. */
export type Preferences = NonNullable<Me['preferences']>
export type Operator = Answer<'/v1/operators'>['items'][number]
export type CallCentre = Answer<'/v1/call-centres'>['items'][number]
export type CentreDetails = Answer<'/v1/call-centres/{id}'>

export type Release = Answer<'/v1/workflows'>
export type Workflow = Release['workflows'][number]
export type Field = Workflow['sections'][number]['fields'][number]
export type ReplyCode = Release['replyCodes'][number]

export type Item = Omit<Answer<'/v1/items/{itemId}'>, 'expected'> & {
  /** Missing where an older API answers. */
  expected?: Expected | null
}
export type Expected = Schemas['ExpectedView']
export type ExpectedStep = Expected['steps'][number]
/** A summary's anomalies are described as texts: their codes are an item's. */
export type ItemSummary = Omit<Schemas['ItemSummary'], 'anomalies'> & { anomalies: Anomaly['code'][] }
export type PublicItem = Answer<'/v1/public/items/{itemId}'>
export type Anomaly = Item['anomalies'][number]
export type Declared = NonNullable<Item['declared']>
export type Money = NonNullable<Declared['value']>
export type TrackingEvent = Item['events'][number]
export type Carriage = Item['carriages'][number]
export type Movement = Carriage['movements'][number]
export type Leg = Carriage['legs'][number]
export type Transport = Answer<'/v1/transports/{transportId}'>

export type Inquiry = Answer<'/v1/inquiries/{id}'>
export type Happening = Inquiry['history'][number]
export type DueTime = Inquiry['clocks'][number]
export type Proposal = NonNullable<Inquiry['proposal']>
export type Attachment = Inquiry['attachments'][number]
/** An open inquiry of one's own operator, as lists about an item name it. */
export type OpenInquiry = Inquiry['duplicates'][number]
export type Party = Inquiry['requester']
export type FolderName = paths['/v1/folders/{folder}']['get']['parameters']['path']['folder']
export type InquiryRow = Answer<'/v1/folders/{folder}'>['items'][number]
export type Alert = Answer<'/v1/alerts'>['items'][number]

export type SavedList = Answer<'/v1/lists'>['items'][number]
/** A list with its items. */
export type SavedListDetails = Answer<'/v1/lists/{id}'>
export type SavedRow = SavedListDetails['rows'][number]

export type StoredDocument = Answer<'/v1/documents'>['items'][number]

export type ReportCard = Answer<'/v1/reports'>['items'][number]
export type Figures = ReportCard['summary']
export type DayFigures = Answer<'/v1/insights/days/{day}'>
export type MonthFigures = Answer<'/v1/insights/months/{month}'>
export type MonthRow = MonthFigures['rows'][number]
export type Ratio = Figures['asReplier']['onTime']
export type Mean = Figures['asReplier']['timeToReply']
/** A report is its card and its rows. */
export type Report = Answer<'/v1/reports/{id}'>
export type ReportEdition = Answer<'/v1/reports/{id}/editions'>['items'][number]
export type ReportChange = Answer<'/v1/reports/{id}/changes'>['items'][number]
export type ReportPast = NonNullable<Report['lastMonth']>
export type ReportRun = Answer<'/v1/reports/runs'>['items'][number]
export type ReportRow = Report['rows'][number]

export type LateItem = Answer<'/v1/late-items'>['items'][number]
export type LateLane = Answer<'/v1/late-items/lanes'>['items'][number]
export type LateRole = 'origin' | 'destination'

export type DataHub = Answer<'/v1/data-hub'>
export type HubLine = DataHub['received'][number]
export type Expectation = DataHub['expected'][number]

export type QueryAnswer = Answer<'/v1/insights/queries/{id}'>
export type QueryDefinition = QueryAnswer['query']
/** A question that goes on asking: for fixed months, or for the last n of them. */
export type ReportQuery = Omit<QueryDefinition, 'from' | 'to'> & {
  period: { from: string; to: string } | { last: number; running: boolean }
}
export type QueryRow = QueryAnswer['rows'][number]
export type QueryFigure = QueryRow['figures'][number]
export type Metric = Answer<'/v1/insights/metrics'>['items'][number]
export type InsightReport = Answer<'/v1/insights/reports'>['items'][number]
export type FilledReport = Answer<'/v1/insights/reports/{code}'>
export type SignalCard = Answer<'/v1/insights/signals'>['items'][number]
/** A signal is its card and what speaks for it. */
export type Signal = Answer<'/v1/insights/signals/{id}'>
export type SignalWeek = Signal['weekly'][number]
export type SignalWhere = Signal['where'][number]

type Saved = Answer<'/v1/insights/saved/{id}'>
export type SavedReport = Omit<Saved, 'query'> & { query: ReportQuery }
export type ReportSchedule = NonNullable<Saved['schedule']>
