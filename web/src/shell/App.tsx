import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ComponentType } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem } from '../api/client';
import { ADDRESSES, type ScreenName } from './addresses';
import { Door } from './Door';
import { NotFound } from './NotFound';
import { Toasts } from './Toasts';

const Report = lazy(() => import('../screens/report/ReportScreen'));

const SCREENS: Record<ScreenName, ComponentType> = {
  home: lazy(() => import('../screens/home/HomeScreen')),
  reports: Report,
  report: Report,
  start: lazy(() => import('../screens/start/StartScreen')),
  ledgers: lazy(() => import('../screens/ledgers/LedgersScreen')),
  ledger: lazy(() => import('../screens/ledgers/LedgerScreen')),
  new_record: lazy(() => import('../screens/ledgers/NewRecordScreen')),
  import: lazy(() => import('../screens/ledgers/ImportScreen')),
  record: lazy(() => import('../screens/record/RecordScreen')),
  indicators: lazy(() => import('../screens/indicators/IndicatorsScreen')),
  indicator: lazy(() => import('../screens/indicators/IndicatorScreen')),
  changes: lazy(() => import('../screens/changes/ChangesScreen')),
  people: lazy(() => import('../screens/people/PeopleScreen')),
  security_log: lazy(() => import('../screens/people/LogScreen')),
  account: lazy(() => import('../screens/people/AccountScreen')),
  units: lazy(() => import('../screens/units/UnitsScreen')),
  parameters: lazy(() => import('../screens/units/ParametersScreen')),
  me: lazy(() => import('../screens/people/MeScreen')),
  status: lazy(() => import('../screens/status/StatusScreen')),
  nowhere: NotFound,
};

/** A session that ended while a screen was open: the door is asked again, and shows the way in. */
function ended(cause: Error): void {
  if (cause instanceof Problem && cause.status === 401) void client.invalidateQueries({ queryKey: ['session'] });
}

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError: ended }),
  mutationCache: new MutationCache({ onError: ended }),
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
              {(Object.keys(ADDRESSES) as ScreenName[]).map((name) => {
                const Screen = SCREENS[name];
                return <Route key={name} path={ADDRESSES[name]} element={<Screen />} />;
              })}
            </Route>
          </Routes>
        </BrowserRouter>
      </Toasts>
    </QueryClientProvider>
  );
}
