/** The API's shapes as the pages use them, taken from where they are answered: their names in the description are its own affair. */
import type { paths } from './schema'

type Answer<P extends keyof paths> = paths[P] extends { get: { responses: { 200: { content: { 'application/json': infer T } } } } }
  ? T
  : never

export type Labels = Record<string, string>
export type Values = Record<string, unknown>

/** The description cannot say that a part may be null; where the API says so in words, it is said here. */
type Nullable<T, K extends keyof T> = Omit<T, K> & { [P in K]: T[P] | null }

/** People of the network belong to no operator. */
export type Me = Nullable<Answer<'/v1/me'>, 'operator'>
export type Operator = Answer<'/v1/operators'>['items'][number]
export type CallCentre = Answer<'/v1/call-centres'>['items'][number]
export type CentreDetails = Answer<'/v1/call-centres/{id}'>

export type Release = Answer<'/v1/workflows'>
export type Workflow = Release['workflows'][number]
export type Field = Workflow['sections'][number]['fields'][number]
export type ReplyCode = Release['replyCodes'][number]

type ItemParties = Answer<'/v1/items/{itemId}'>['parties']
type ItemExpected = Answer<'/v1/items/{itemId}'>['expected']
export type Expected = Omit<Nullable<ItemExpected, 'late'>, 'earliest' | 'latest' | 'promised' | 'steps'> & {
  earliest: string | null
  latest: string | null
  promised: string | null
  steps: ExpectedStep[]
}
export type ExpectedStep = Omit<ItemExpected['steps'][number], 'ended'> & { ended: string | null }
type Said = Answer<'/v1/items/{itemId}'>['declared']
export type Item = Omit<
  Nullable<Answer<'/v1/items/{itemId}'>, 'destination' | 'origin' | 'status'>,
  'parties' | 'declared' | 'expected'
> & {
  parties: Nullable<ItemParties, keyof ItemParties> | null
  declared: Nullable<Said, 'value' | 'insured' | 'cod'> | null
  /** Missing where an older API answers. */
  expected?: Expected | null
}
export type ItemSummary = Omit<
  Nullable<Answer<'/v1/items'>['items'][number], 'status' | 'last' | 'destination' | 'origin'>,
  'anomalies'
> & {
  anomalies: Anomaly['code'][]
}
export type PublicItem = Answer<'/v1/public/items/{itemId}'>
export type Anomaly = Item['anomalies'][number]
export type Declared = NonNullable<Item['declared']>
export type Money = NonNullable<Declared['value']>
export type TrackingEvent = Item['events'][number]
export type Carriage = Item['carriages'][number]
export type Movement = Carriage['movements'][number]
export type Leg = Nullable<Carriage['legs'][number], 'began' | 'ended'>

type TransportAnswer = Answer<'/v1/transports/{transportId}'>
export type Transport = Omit<
  Nullable<TransportAnswer, 'receptacle' | 'dispatch' | 'origin' | 'destination' | 'status' | 'notFound'>,
  'legs' | 'receptacles'
> & {
  legs: Leg[]
  receptacles: Nullable<TransportAnswer['receptacles'][number], 'status'>[]
}

export type Inquiry = Nullable<Answer<'/v1/inquiries/{id}'>, 'assignee' | 'clock' | 'lastReply' | 'proposal'>
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
/** A list with its items; the description leaves out what it has in common with a list of lists. */
export type SavedListDetails = SavedList & Answer<'/v1/lists/{id}'>
export type SavedRow = SavedListDetails['rows'][number]

export type StoredDocument = Answer<'/v1/documents'>['items'][number]

export type ReportCard = Answer<'/v1/reports'>['items'][number]
export type Figures = ReportCard['summary']
export type DayFigures = Nullable<Answer<'/v1/insights/days/{day}'>, 'latest'>
type MonthAnswer = Answer<'/v1/insights/months/{month}'>
export type MonthFigures = Omit<Nullable<MonthAnswer, 'latest'>, 'rows'> & { rows: MonthRow[] }
export type MonthRow = Nullable<MonthAnswer['rows'][number], 'before'>
export type Ratio = Figures['asReplier']['onTime']
export type Mean = Figures['asReplier']['timeToReply']
/** A report is its card and its rows; the description leaves out what both have in common. */
export type Report = ReportCard & Answer<'/v1/reports/{id}'>
export type ReportEdition = ReportCard & Answer<'/v1/reports/{id}/editions'>['items'][number]
export type ReportChange = Answer<'/v1/reports/{id}/changes'>['items'][number]
export type ReportPast = Answer<'/v1/reports/{id}'>['lastMonth']
export type ReportRun = Answer<'/v1/reports/runs'>['items'][number]
export type ReportRow = Report['rows'][number] & Figures

export type LateItem = Answer<'/v1/late-items'>['items'][number]
export type LateLane = Omit<Answer<'/v1/late-items/lanes'>['items'][number], 'oldest' | 'share'> & {
  oldest: string | null
  share: number | null
}
export type LateRole = 'origin' | 'destination'

type HubAnswer = Answer<'/v1/data-hub'>
type HubFigures = 'completeness' | 'lateShare' | 'medianHours' | 'completenessBefore'
export type HubLine = Omit<HubAnswer['received'][number], HubFigures> & { [K in HubFigures]: number | null }
export type Expectation = HubAnswer['expected'][number]
export type DataHub = Omit<HubAnswer, 'received' | 'sent'> & { received: HubLine[]; sent: HubLine[] }

type Asked = Answer<'/v1/insights/queries/{id}'>
export type QueryDefinition = Asked['query']
/** A question that goes on asking: for fixed months, or for the last n of them. */
export type ReportQuery = Omit<QueryDefinition, 'from' | 'to'> & {
  period: { from: string; to: string } | { last: number; running: boolean }
}
export type QueryFigure = Nullable<Asked['rows'][number]['figures'][number], 'value' | 'whole'>
export type QueryRow = { keys: string[]; figures: QueryFigure[]; before?: QueryFigure[] }
export type QueryAnswer = Omit<Asked, 'rows' | 'total'> & { rows: QueryRow[]; total: QueryRow | null }
export type Metric = Nullable<Answer<'/v1/insights/metrics'>['items'][number], 'target'>
export type InsightReport = Answer<'/v1/insights/reports'>['items'][number]
export type FilledReport = Answer<'/v1/insights/reports/{code}'>
type SignalAnswer = Answer<'/v1/insights/signals'>['items'][number]
export type SignalCard = Nullable<SignalAnswer, 'seen' | 'whole'>
type SignalDetails = Answer<'/v1/insights/signals/{id}'>
type SignalNumbers = 'value' | 'expected' | 'low' | 'high' | 'whole'
export type SignalWeek = Nullable<SignalDetails['weekly'][number], SignalNumbers>
export type SignalWhere = SignalDetails['where'][number]
/** A signal is its card and what speaks for it. */
export type Signal = SignalCard & { target: number | null; weekly: SignalWeek[]; where: SignalWhere[] }

type Saved = Answer<'/v1/insights/saved/{id}'>
export type SavedReport = Omit<Nullable<Saved, 'schedule' | 'lastRun'>, 'query'> & { query: ReportQuery }
export type ReportSchedule = Saved['schedule']
