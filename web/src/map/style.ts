import type { StyleSpecification } from 'maplibre-gl';
import type { Palette } from '../shell/palette';

const NOTHING = { type: 'FeatureCollection' as const, features: [] };

/** Our own map: paper, the outlines of units, marks. Under it a base map, where the server names one. */
export function styleOf(colour: Palette, tiles: string | null): StyleSpecification {
  const text = { 'text-halo-color': colour.paper, 'text-halo-width': 1.5 };
  return {
    version: 8,
    sources: {
      ...(tiles ? { base: { type: 'raster', tiles: [tiles], tileSize: 256, attribution: `底图：${hostOf(tiles)}` } } : {}),
      outlines: { type: 'geojson', data: NOTHING },
      names: { type: 'geojson', data: NOTHING },
      points: { type: 'geojson', data: NOTHING, cluster: true, clusterRadius: 36, clusterMaxZoom: 15 },
      shapes: { type: 'geojson', data: NOTHING },
      draft: { type: 'geojson', data: NOTHING },
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': colour.wash } },
      ...(tiles ? [{ id: 'base', type: 'raster' as const, source: 'base' }] : []),
      { id: 'outlines-fill', type: 'fill', source: 'outlines', paint: { 'fill-color': colour.paper, 'fill-opacity': tiles ? 0 : 1 } },
      { id: 'outlines', type: 'line', source: 'outlines', paint: { 'line-color': colour.edge, 'line-width': 1.2 } },
      {
        id: 'names',
        type: 'symbol',
        source: 'names',
        layout: { 'text-field': ['get', 'name'], 'text-size': 13, 'text-font': ['sans-serif'] },
        paint: { ...text, 'text-color': colour.ink2 },
      },
      { id: 'shapes-fill', type: 'fill', source: 'shapes', filter: ['!=', ['geometry-type'], 'LineString'], paint: { 'fill-color': colour.field, 'fill-opacity': 0.25 } },
      { id: 'shapes', type: 'line', source: 'shapes', paint: { 'line-color': colour.fieldDeep, 'line-width': 2.5 } },
      {
        id: 'points',
        type: 'circle',
        source: 'points',
        paint: {
          'circle-color': colour.field,
          'circle-radius': ['case', ['has', 'point_count'], ['step', ['get', 'point_count'], 13, 10, 16, 100, 20], 8],
          'circle-stroke-color': colour.paper,
          'circle-stroke-width': 2,
        },
      },
      {
        id: 'counts',
        type: 'symbol',
        source: 'points',
        filter: ['has', 'point_count'],
        layout: { 'text-field': ['to-string', ['get', 'point_count']], 'text-size': 12, 'text-font': ['sans-serif'], 'text-allow-overlap': true },
        paint: { 'text-color': colour.onField },
      },
      { id: 'draft-fill', type: 'fill', source: 'draft', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colour.field, 'fill-opacity': 0.2 } },
      { id: 'draft-line', type: 'line', source: 'draft', filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': colour.fieldDeep, 'line-width': 2.5 } },
      {
        id: 'draft-corner',
        type: 'circle',
        source: 'draft',
        filter: ['==', ['geometry-type'], 'Point'],
        paint: { 'circle-color': colour.paper, 'circle-radius': 5, 'circle-stroke-color': colour.fieldDeep, 'circle-stroke-width': 2 },
      },
    ],
  };
}

/** The host of a base map, which is told to the reader. */
export function hostOf(tiles: string): string {
  return /^https?:\/\/([^/?#]+)/.exec(tiles)?.[1] ?? '';
}
