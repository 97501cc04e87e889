import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem } from '../api/client';
import { Door } from './Door';
import { NotFound } from './NotFound';
import { Toasts } from './Toasts';

const Begin = lazy(() => import('../screens/start/StartScreen'));
const Report = lazy(() => import('../screens/report/ReportScreen'));
const Ledgers = lazy(() => import('../screens/ledgers/LedgersScreen'));
const Ledger = lazy(() => import('../screens/ledgers/LedgerScreen'));
const NewRecord = lazy(() => import('../screens/ledgers/NewRecordScreen'));
const Import = lazy(() => import('../screens/ledgers/ImportScreen'));
const RecordPage = lazy(() => import('../screens/record/RecordScreen'));
const Indicators = lazy(() => import('../screens/indicators/IndicatorsScreen'));
const Indicator = lazy(() => import('../screens/indicators/IndicatorScreen'));
const Changes = lazy(() => import('../screens/changes/ChangesScreen'));
const Status = lazy(() => import('../screens/status/StatusScreen'));

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // A problem the server states will be stated again; only a broken way is worth a second try.
      retry: (count, cause) => count < 2 && cause instanceof Problem && (cause.status === 0 || cause.status >= 502),
    },
  },
});

/** The whole app: one shell, one screen in it, and what is opened beside it. */
export function App() {
  return (
    <QueryClientProvider client={client}>
      <Toasts>
        <BrowserRouter>
          <Routes>
            <Route element={<Door />}>
              <Route index element={<Report />} />
              <Route path="reports/:report" element={<Report />} />
              <Route path="start" element={<Begin />} />
              <Route path="ledgers" element={<Ledgers />} />
              <Route path="ledgers/:ledger" element={<Ledger />} />
              <Route path="ledgers/:ledger/new" element={<NewRecord />} />
              <Route path="ledgers/:ledger/import" element={<Import />} />
              <Route path="ledgers/:ledger/:book/:record" element={<RecordPage />} />
              <Route path="indicators" element={<Indicators />} />
              <Route path="indicators/:indicator" element={<Indicator />} />
              <Route path="changes" element={<Changes />} />
              <Route path="status" element={<Status />} />
              <Route path="*" element={<NotFound />} />
            </Route>
          </Routes>
        </BrowserRouter>
      </Toasts>
    </QueryClientProvider>
  );
}
