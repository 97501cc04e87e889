import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, type ComponentType } from 'react';
import { BrowserRouter, Route, Routes } from 'react-router';
import { Problem } from '../api/client';
import { ADDRESSES, type ScreenName } from './addresses';
import { begin } from './begin';
import { Door } from './Door';
import { NotFound } from './NotFound';
import { Toasts } from './Toasts';

const report = () => import('../screens/report/ReportScreen');

const PARTS: Record<Exclude<ScreenName, 'nowhere'>, () => Promise<{ default: ComponentType }>> = {
  home: () => import('../screens/home/HomeScreen'),
  unit: () => import('../screens/unit/UnitScreen'),
  readers: () => import('../screens/readers/ReadersScreen'),
  reports: report,
  report,
  forms: () => import('../screens/forms/FormsScreen'),
  form: () => import('../screens/forms/FormScreen'),
  start: () => import('../screens/start/StartScreen'),
  ledgers: () => import('../screens/ledgers/LedgersScreen'),
  ledger: () => import('../screens/ledgers/LedgerScreen'),
  new_record: () => import('../screens/ledgers/NewRecordScreen'),
  import: () => import('../screens/ledgers/ImportScreen'),
  record: () => import('../screens/record/RecordScreen'),
  indicators: () => import('../screens/indicators/IndicatorsScreen'),
  indicator: () => import('../screens/indicators/IndicatorScreen'),
  changes: () => import('../screens/changes/ChangesScreen'),
  people: () => import('../screens/people/PeopleScreen'),
  security_log: () => import('../screens/people/LogScreen'),
  account: () => import('../screens/people/AccountScreen'),
  units: () => import('../screens/units/UnitsScreen'),
  parameters: () => import('../screens/units/ParametersScreen'),
  me: () => import('../screens/people/MeScreen'),
  status: () => import('../screens/status/StatusScreen'),
};

const entries = Object.entries(PARTS).map(([name, part]): [string, ComponentType] => [name, lazy(part)]);
const SCREENS = Object.fromEntries([...entries, ['nowhere', NotFound]]) as Record<ScreenName, ComponentType>;
// One and the same, so that going from one address to the other does not begin it anew.
SCREENS.report = SCREENS.reports;

/** A session that ended while a screen was open, or must do something first by now: the door is asked again, and shows the way in. */
function ended(cause: Error): void {
  if (cause instanceof Problem && (cause.status === 401 || cause.code.startsWith('session.must_'))) void client.invalidateQueries({ queryKey: ['session'] });
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

/** Draws the app once its first screen is there, so that it is drawn at once. */
export const begun = begin(client, async (name) => (name === 'nowhere' ? undefined : PARTS[name]()), window.location.pathname).then(({ name, screen }) => {
  if (!screen) return;
  SCREENS[name] = screen.default;
  if (name === 'report' || name === 'reports') SCREENS.report = SCREENS.reports = screen.default;
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
