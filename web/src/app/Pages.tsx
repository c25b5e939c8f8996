import { type ComponentType, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { moreWords } from '../i18n'
import { forgetOld } from '../logic/keptDrafts'
import { Loading } from '../parts/Loading'
import { OutboxProvider } from './outbox'
import { useKeptPreferences } from './preferences'
import { Shell } from './Shell'
import { useWorkplace, WorkplaceProvider } from './workplace'

/** A page that is not the first comes with the sentences that the first does without. */
function page(load: () => Promise<{ default: ComponentType }>) {
  return lazy(async () => {
    const [loaded] = await Promise.all([load(), moreWords()])
    return loaded
  })
}

const FolderPage = lazy(() => import('../pages/folder/FolderPage'))
const InquiryPage = page(() => import('../pages/inquiry/InquiryPage'))
const ItemSearchPage = page(() => import('../pages/item/ItemSearchPage'))
const ItemPage = page(() => import('../pages/item/ItemPage'))
const ManyPage = page(() => import('../pages/many/ManyPage'))
const TransportPage = page(() => import('../pages/transport/TransportPage'))
const AskPage = page(() => import('../pages/ask/AskPage'))
const AskManyPage = page(() => import('../pages/askMany/AskManyPage'))
const ListsPage = page(() => import('../pages/lists/ListsPage'))
const ListPage = page(() => import('../pages/lists/ListPage'))
const AlertsPage = page(() => import('../pages/alerts/AlertsPage'))
const LatePage = page(() => import('../pages/late/LatePage'))
const HubPage = page(() => import('../pages/hub/HubPage'))
const DashboardPage = page(() => import('../pages/dashboard/DashboardPage'))
const ReportsPage = page(() => import('../pages/reports/ReportsPage'))
const ReportPage = page(() => import('../pages/reports/ReportPage'))
const InsightsPage = page(() => import('../pages/insights/InsightsPage'))
const InsightPage = page(() => import('../pages/insights/InsightPage'))
const BuilderPage = page(() => import('../pages/insights/BuilderPage'))
const ExplorePage = page(() => import('../pages/insights/ExplorePage'))
const PartnersPage = page(() => import('../pages/partners/PartnersPage'))
const PartnerPage = page(() => import('../pages/partners/PartnerPage'))
const MessagesPage = page(() => import('../pages/messages/MessagesPage'))
const MessagePage = page(() => import('../pages/messages/MessagePage'))
const CorrectPage = page(() => import('../pages/messages/CorrectPage'))
const UploadsPage = page(() => import('../pages/messages/UploadsPage'))
const SearchPage = page(() => import('../pages/search/SearchPage'))
const CentresPage = page(() => import('../pages/admin/CentresPage'))
const CentrePage = page(() => import('../pages/admin/centre/CentrePage'))
const PostPage = page(() => import('../pages/admin/post/PostPage'))
const PersonalDataPage = page(() => import('../pages/admin/privacy/PersonalDataPage'))
const PeoplePage = page(() => import('../pages/admin/people/PeoplePage'))
const MachinesPage = page(() => import('../pages/admin/machines/MachinesPage'))
const TemplatesPage = page(() => import('../pages/admin/TemplatesPage'))
const CataloguePage = page(() => import('../pages/admin/catalogue/CataloguePage'))
const WebhooksPage = page(() => import('../pages/admin/webhooks/WebhooksPage'))
const EndpointPage = page(() => import('../pages/admin/webhooks/EndpointPage'))
const DeliveryPage = page(() => import('../pages/admin/webhooks/DeliveryPage'))
const CrmPage = page(() => import('../pages/admin/crm/CrmPage'))
const IntegrationPage = page(() => import('../pages/admin/crm/IntegrationPage'))
const ExchangePage = page(() => import('../pages/admin/exchange/ExchangePage'))
const SignalsPage = page(() => import('../pages/signals/SignalsPage'))
const SignalPage = page(() => import('../pages/signals/SignalPage'))
const RunsPage = page(() => import('../pages/reports/RunsPage'))
const TeamPage = page(() => import('../pages/team/TeamPage'))
const QualityPage = page(() => import('../pages/quality/QualityPage'))
const ReviewPage = page(() => import('../pages/quality/ReviewPage'))
const NotFoundPage = page(() => import('../pages/other/NotFoundPage'))

const NONE = {}

/** Everybody starts where their work is: people of a call centre with what is to do, all others with the reports. */
function Home() {
  const { centre } = useWorkplace()
  return <Navigate to={centre ? '/folders/toDo' : '/reports'} replace />
}

/** Nothing is shown otherwise than the person likes it. */
function AsLiked({ children }: { children: ReactNode }) {
  return useKeptPreferences(useWorkplace().me.preferences ?? NONE) ? children : <Loading />
}

export default function Pages() {
  useEffect(() => forgetOld(localStorage, Date.now()), [])
  return (
    <WorkplaceProvider>
      <OutboxProvider>
        <AsLiked>
          <Shell>
            <Suspense fallback={<Loading />}>
              <Routes>
                <Route path="/" element={<Home />} />
                <Route path="/folders/:folder" element={<FolderPage />} />
                <Route path="/inquiries/:id" element={<InquiryPage />} />
                <Route path="/items" element={<ItemSearchPage />} />
                <Route path="/items/:itemId" element={<ItemPage />} />
                <Route path="/items/:itemId/ask" element={<AskPage />} />
                <Route path="/track" element={<ManyPage />} />
                <Route path="/track/ask" element={<AskManyPage />} />
                <Route path="/transports/:transportId" element={<TransportPage />} />
                <Route path="/lists" element={<ListsPage />} />
                <Route path="/lists/:id" element={<ListPage />} />
                <Route path="/alerts" element={<AlertsPage />} />
                <Route path="/team" element={<TeamPage />} />
                <Route path="/quality" element={<QualityPage />} />
                <Route path="/quality/:id" element={<ReviewPage />} />
                <Route path="/late-items" element={<LatePage />} />
                <Route path="/data-hub" element={<HubPage />} />
                <Route path="/dashboard" element={<DashboardPage />} />
                <Route path="/reports" element={<ReportsPage />} />
                <Route path="/reports/:id" element={<ReportPage />} />
                <Route path="/insights" element={<InsightsPage />} />
                <Route path="/insights/:code" element={<InsightPage />} />
                <Route path="/insights/new" element={<BuilderPage />} />
                <Route path="/insights/saved/:id" element={<BuilderPage />} />
                <Route path="/insights/explore" element={<ExplorePage />} />
                <Route path="/insights/signals" element={<SignalsPage />} />
                <Route path="/insights/signals/:id" element={<SignalPage />} />
                <Route path="/partners" element={<PartnersPage />} />
                <Route path="/partners/:id" element={<PartnerPage />} />
                <Route path="/messages" element={<MessagesPage />} />
                <Route path="/messages/:receipt" element={<MessagePage />} />
                <Route path="/messages/:receipt/correct" element={<CorrectPage />} />
                <Route path="/messages/uploads" element={<UploadsPage />} />
                <Route path="/search" element={<SearchPage />} />
                <Route path="/administration/call-centres" element={<CentresPage />} />
                <Route path="/administration/call-centres/:id" element={<CentrePage />} />
                <Route path="/administration/post" element={<PostPage />} />
                <Route path="/administration/people" element={<PeoplePage />} />
                <Route path="/administration/personal-data" element={<PersonalDataPage />} />
                <Route path="/administration/machine-access" element={<MachinesPage />} />
                <Route path="/administration/webhooks" element={<WebhooksPage />} />
                <Route path="/administration/webhooks/:id" element={<EndpointPage />} />
                <Route path="/administration/webhooks/deliveries/:id" element={<DeliveryPage />} />
                <Route path="/administration/crm" element={<CrmPage />} />
                <Route path="/administration/crm/:id" element={<IntegrationPage />} />
                <Route path="/administration/exchange" element={<ExchangePage />} />
                <Route path="/reports/runs" element={<RunsPage />} />
                <Route path="/templates" element={<TemplatesPage />} />
                <Route path="/catalogue" element={<CataloguePage />} />
                <Route path="*" element={<NotFoundPage />} />
              </Routes>
            </Suspense>
          </Shell>
        </AsLiked>
      </OutboxProvider>
    </WorkplaceProvider>
  )
}
