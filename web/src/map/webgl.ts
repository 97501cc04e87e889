let known: boolean | undefined;

/** Whether a map can be drawn here: old or locked-down machines have no WebGL. Asked once. */
export function canDraw(): boolean {
  known ??= look();
  return known;
}

export const CANNOT = '这台设备的浏览器不能显示地图（没有 WebGL）。';

function look(): boolean {
  try {
    const context = document.createElement('canvas').getContext('webgl2');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
    return context !== null;
  } catch {
    return false;
  }
}
