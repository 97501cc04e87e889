/** The map library's worker, with what Chromium 88 lacks put in before it. */
import '../shell/older_browsers';
import MapWorker from 'maplibre-gl/dist/maplibre-gl-worker.mjs';

// The library says of itself that importing it does nothing; what is used is not left out.
Object.assign(self, { MapWorker });
