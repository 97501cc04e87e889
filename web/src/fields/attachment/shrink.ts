/** The longest side that is sent: enough to read a number plate by, little enough for a village's network. */
const LONGEST = 1600;
/** A photo of fewer bytes that is small enough already is sent as it is. */
const SMALL = 400 * 1024;
const QUALITY = 0.85;

/** Makes a photo small before it is sent, upright and without what the camera noted. What cannot be drawn is sent as it is, and the server says. */
export async function shrink(file: File): Promise<File> {
  const image = await draw(file).catch(() => undefined);
  if (!image) return file;
  const { naturalWidth, naturalHeight } = image;
  const [width, height] = fitted(naturalWidth, naturalHeight);
  if (width === naturalWidth && file.size <= SMALL && file.type !== 'image/png') return file;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [width, height];
  const ground = canvas.getContext('2d');
  if (!ground) return file;
  ground.fillStyle = '#ffffff';
  ground.fillRect(0, 0, width, height);
  ground.drawImage(image, 0, 0, width, height);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  return made && made.size < file.size ? new File([made], named(file.name), { type: 'image/jpeg' }) : file;
}

/** As large as it may be, in its own proportions. */
export function fitted(width: number, height: number): [number, number] {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

/** What is JPEG now is called so. */
export function named(name: string): string {
  return `${name.replace(/\.[^.]{1,5}$/, '') || '照片'}.jpg`;
}

/** The browser turns it upright by what the camera noted. */
async function draw(file: File): Promise<HTMLImageElement> {
  const url = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}
