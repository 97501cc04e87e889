import { useAddress } from '../../../shell/useAddress';

export const VIEW = 'view';
const MAP = 'map';

/** Whether the address asks for the map. */
export function useMapAsked(): [boolean, (map: boolean) => void] {
  const [value, set] = useAddress();
  return [value(VIEW) === MAP, (map) => set({ [VIEW]: map ? MAP : '' })];
}
