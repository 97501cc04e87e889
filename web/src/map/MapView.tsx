import { Map as Library, Marker, NavigationControl, ScaleControl, setWorkerUrl, type GeoJSONSource } from 'maplibre-gl';
import 'maplibre-gl/dist/maplibre-gl.css';
import '../styles/map.css';
import { useEffect, useRef, useState } from 'react';
import type { UnitShape } from '../api/types';
import { useLook } from '../shell/look';
import { PALETTES } from '../shell/palette';
import { boundsOf, readGeometry, type Bounds, type Geometry, type Place } from './geometry';
import { middleOf } from './middle';
import { styleOf } from './style';
import workerUrl from './worker?worker&url';

setWorkerUrl(workerUrl);

/** Something on the map that can be clicked. */
export interface Mark {
  id: string;
  geometry: Geometry;
}

interface Props {
  /** What the map shows, for who does not see it. */
  label: string;
  /** The base map, where there is one. */
  tiles: string | null;
  outlines: UnitShape[];
  nameOf: (unit: string) => string;
  marks?: Mark[];
  onMarks?: (ids: string[]) => void;
  /** The place that is being set: it can be dragged. */
  pin?: Place | undefined;
  onPin?: (place: Place) => void;
  /** What is being drawn, and its corners. */
  draft?: { geometry: Geometry | undefined; corners: Place[] } | undefined;
  onPlace?: (place: Place) => void;
  tall?: boolean;
}

/** The country, where nothing else is known. */
const COUNTRY: Bounds = [98, 22, 122, 42];
const WORDS = {
  'NavigationControl.ZoomIn': '放大',
  'NavigationControl.ZoomOut': '缩小',
  'Map.Title': '地图',
  'AttributionControl.ToggleAttribution': '底图来源',
  'CooperativeGesturesHandler.MobileHelpText': '用两个手指移动地图',
};

/** A map of the house. It is drawn by the library; what it says is said beside it in words as well. */
export default function MapView(props: Props) {
  const { label, tiles, outlines, nameOf, marks = [], pin, draft, tall = false } = props;
  const house = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<Library>();
  const latest = useRef(props);
  latest.current = props;
  const { light } = useLook();
  const palette = PALETTES[light];

  useEffect(() => {
    if (!house.current) return undefined;
    const library = new Library({
      container: house.current,
      style: styleOf(palette, tiles),
      locale: WORDS,
      bounds: boundsNow(latest.current),
      fitBoundsOptions: { padding: 36, maxZoom: 15 },
      attributionControl: tiles ? { compact: false } : false,
      cooperativeGestures: window.matchMedia('(pointer: coarse)').matches,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 19,
      fadeDuration: 0,
      // The picture can be printed and kept.
      canvasContextAttributes: { preserveDrawingBuffer: true },
    });
    library.touchZoomRotate.disableRotation();
    library.addControl(new NavigationControl({ showCompass: false }));
    library.addControl(new ScaleControl({ unit: 'metric' }));
    library.on('click', (event) => {
      const { onMarks, onPlace } = latest.current;
      const { x, y } = event.point;
      const near = library.queryRenderedFeatures([[x - 6, y - 6], [x + 6, y + 6]], { layers: ['points', 'shapes', 'shapes-fill'] });
      const cluster = near.find(({ properties }) => properties.cluster === true);
      const ids = [...new Set(near.map(({ properties }) => String(properties.id ?? '')).filter((id) => id !== ''))];
      if (cluster && onMarks) {
        const source = library.getSource<GeoJSONSource>('points');
        const id = Number(cluster.properties.cluster_id);
        void source?.getClusterExpansionZoom(id).then((zoom) => library.easeTo({ center: event.lngLat, zoom: Math.min(zoom + 0.5, 18) }));
      } else if (ids.length && onMarks) onMarks(ids);
      else onPlace?.([event.lngLat.lng, event.lngLat.lat]);
    });
    library.on('load', () => setMap(library));
    const canvas = library.getCanvas();
    canvas.setAttribute('aria-label', label);
    return () => {
      setMap(undefined);
      library.remove();
    };
    // Another base map or another light is another map.
  }, [tiles, light]);

  useEffect(() => {
    map?.getCanvas().setAttribute('aria-label', label);
  }, [map, label]);

  useEffect(() => {
    const drawn = outlines.flatMap(({ unit, geometry }) => {
      const known = readGeometry(geometry);
      return known ? [{ unit, geometry: known }] : [];
    });
    put(map, 'outlines', drawn.map(({ unit, geometry }) => feature(geometry, { id: unit })));
    put(map, 'names', smallest(drawn).map(({ unit, geometry }) => feature({ type: 'Point', coordinates: middleOf(geometry) }, { name: nameOf(unit) })));
    // Names of units come with the units.
  }, [map, outlines]);

  const drawnMarks = JSON.stringify(marks);
  useEffect(() => {
    const features = marks.map(({ id, geometry }) => feature(geometry, { id }));
    put(map, 'points', features.filter(({ geometry }) => geometry.type === 'Point'));
    put(map, 'shapes', features.filter(({ geometry }) => geometry.type !== 'Point'));
  }, [map, drawnMarks]);

  // Where something else is to be seen, the map goes there; what is set by hand stays where the eye is.
  const about = JSON.stringify([marks.map(({ id }) => id), marks.length ? [] : outlines.length]);
  useEffect(() => {
    if (map) map.fitBounds(boundsNow(latest.current), { padding: 36, maxZoom: 15, duration: 0 });
  }, [map, about]);

  const drawnDraft = JSON.stringify(draft ?? null);
  useEffect(() => {
    const corners = (draft?.corners ?? []).map((corner) => feature({ type: 'Point', coordinates: corner }, {}));
    const line = draft && draft.corners.length > 1 ? [feature({ type: 'LineString', coordinates: draft.corners }, {})] : [];
    put(map, 'draft', [...(draft?.geometry ? [feature(draft.geometry, {})] : line), ...corners]);
  }, [map, drawnDraft]);

  // For who waits: that all of it has been drawn.
  useEffect(() => {
    house.current?.setAttribute('data-ready', 'false');
    map?.once('idle', () => house.current?.setAttribute('data-ready', 'true'));
    map?.triggerRepaint();
  }, [map, outlines, drawnMarks, drawnDraft]);

  const marker = useRef<Marker>(undefined);
  const [east, north] = pin ?? [];
  useEffect(() => {
    if (!map || east === undefined || north === undefined) {
      marker.current?.remove();
      marker.current = undefined;
      return;
    }
    if (!marker.current) {
      const movable = latest.current.onPin !== undefined;
      const made = new Marker({ color: palette.field, draggable: movable });
      made.on('dragend', () => {
        const { lng, lat } = made.getLngLat();
        latest.current.onPin?.([lng, lat]);
      });
      made.setLngLat([east, north]).addTo(map);
      made.getElement().setAttribute('aria-label', '标的位置');
      marker.current = made;
    }
    marker.current.setLngLat([east, north]);
    if (!map.getBounds().contains([east, north])) map.jumpTo({ center: [east, north], zoom: Math.max(map.getZoom(), 13) });
  }, [map, east, north]);
  useEffect(() => () => void (marker.current = undefined), [map]);

  return <div ref={house} className={tall ? 'map map-tall' : 'map'} data-part="map" data-ready="false" />;
}

function boundsNow({ marks = [], pin, draft, outlines }: Props): Bounds {
  const own = [...marks.map(({ geometry }) => geometry), ...(draft?.corners ?? []).map(pointOf), ...(pin ? [pointOf(pin)] : [])];
  return boundsOf(own) ?? boundsOf(outlines.flatMap(({ geometry }) => readGeometry(geometry) ?? [])) ?? COUNTRY;
}

function pointOf(place: Place): Geometry {
  return { type: 'Point', coordinates: place };
}

function feature(geometry: Geometry, properties: Record<string, string>) {
  return { type: 'Feature' as const, geometry, properties };
}

function put(map: Library | undefined, source: string, features: ReturnType<typeof feature>[]) {
  map?.getSource<GeoJSONSource>(source)?.setData({ type: 'FeatureCollection', features });
}

/** Names stand in the units that hold no others, by and large: where one outline lies about another, the inner is named. */
function smallest(drawn: { unit: string; geometry: Geometry }[]) {
  const bounds = drawn.map((one) => ({ ...one, bounds: boundsOf([one.geometry]) }));
  return bounds.filter(({ bounds: outer, unit }) => {
    const holds = ([west, south, east, north]: Bounds) => outer && outer[0] <= west && outer[1] <= south && outer[2] >= east && outer[3] >= north;
    return !bounds.some((other) => other.unit !== unit && other.bounds && holds(other.bounds));
  });
}
