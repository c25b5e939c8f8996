import { lazy, Suspense } from 'react'
import { Navigate, Route, Routes } from 'react-router'
import { Loading } from '../parts/Loading'
import { OutboxProvider } from './outbox'
import { Shell } from './Shell'
import { useWorkplace, WorkplaceProvider } from './workplace'

const FolderPage = lazy(() => import('../pages/folder/FolderPage'))
const InquiryPage = lazy(() => import('../pages/inquiry/InquiryPage'))
const ItemSearchPage = lazy(() => import('../pages/item/ItemSearchPage'))
const ItemPage = lazy(() => import('../pages/item/ItemPage'))
const ManyPage = lazy(() => import('../pages/many/ManyPage'))
const TransportPage = lazy(() => import('../pages/transport/TransportPage'))
const AskPage = lazy(() => import('../pages/ask/AskPage'))
const ListsPage = lazy(() => import('../pages/lists/ListsPage'))
const ListPage = lazy(() => import('../pages/lists/ListPage'))
const AlertsPage = lazy(() => import('../pages/alerts/AlertsPage'))
const LatePage = lazy(() => import('../pages/late/LatePage'))
const HubPage = lazy(() => import('../pages/hub/HubPage'))
const ReportsPage = lazy(() => import('../pages/reports/ReportsPage'))
const ReportPage = lazy(() => import('../pages/reports/ReportPage'))
const PartnersPage = lazy(() => import('../pages/partners/PartnersPage'))
const PartnerPage = lazy(() => import('../pages/partners/PartnerPage'))
const MessagesPage = lazy(() => import('../pages/messages/MessagesPage'))
const MessagePage = lazy(() => import('../pages/messages/MessagePage'))
const CorrectPage = lazy(() => import('../pages/messages/CorrectPage'))
const UploadsPage = lazy(() => import('../pages/messages/UploadsPage'))
const SearchPage = lazy(() => import('../pages/search/SearchPage'))
const CentresPage = lazy(() => import('../pages/admin/CentresPage'))
const CentrePage = lazy(() => import('../pages/admin/centre/CentrePage'))
const PostPage = lazy(() => import('../pages/admin/post/PostPage'))
const PersonalDataPage = lazy(() => import('../pages/admin/privacy/PersonalDataPage'))
const MachinesPage = lazy(() => import('../pages/admin/machines/MachinesPage'))
const TemplatesPage = lazy(() => import('../pages/admin/TemplatesPage'))
const CataloguePage = lazy(() => import('../pages/admin/catalogue/CataloguePage'))
const WebhooksPage = lazy(() => import('../pages/admin/webhooks/WebhooksPage'))
const EndpointPage = lazy(() => import('../pages/admin/webhooks/EndpointPage'))
const DeliveryPage = lazy(() => import('../pages/admin/webhooks/DeliveryPage'))
const CrmPage = lazy(() => import('../pages/admin/crm/CrmPage'))
const IntegrationPage = lazy(() => import('../pages/admin/crm/IntegrationPage'))
const ExchangePage = lazy(() => import('../pages/admin/exchange/ExchangePage'))
const RunsPage = lazy(() => import('../pages/reports/RunsPage'))
const NotFoundPage = lazy(() => import('../pages/other/NotFoundPage'))

/** Everybody starts where their work is: people of a call centre with what is to do, all others with the reports. */
function Home() {
  const { centre } = useWorkplace()
  return <Navigate to={centre ? '/folders/toDo' : '/reports'} replace />
}

export default function Pages() {
  return (
    <WorkplaceProvider>
      <OutboxProvider>
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
              <Route path="/transports/:transportId" element={<TransportPage />} />
              <Route path="/lists" element={<ListsPage />} />
              <Route path="/lists/:id" element={<ListPage />} />
              <Route path="/alerts" element={<AlertsPage />} />
              <Route path="/late-items" element={<LatePage />} />
              <Route path="/data-hub" element={<HubPage />} />
              <Route path="/reports" element={<ReportsPage />} />
              <Route path="/reports/:id" element={<ReportPage />} />
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
      </OutboxProvider>
    </WorkplaceProvider>
  )
}
