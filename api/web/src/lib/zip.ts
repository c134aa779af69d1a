/** The files of a folder as a ZIP archive, stored as they are: what the service takes a department from. */

const CRC = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) {
    value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  }
  return value;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc = (crc >>> 8) ^ (CRC[(crc ^ byte) & 0xff] ?? 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}

/** Little-endian numbers, each with its width in bytes. */
function packed(...fields: readonly (readonly [number, 2 | 4])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(fields.reduce((sum, [, width]) => sum + width, 0)));
  let at = 0;
  for (const [value, width] of fields) {
    if (width === 2) {
      view.setUint16(at, value, true);
    } else {
      view.setUint32(at, value, true);
    }
    at += width;
  }
  return new Uint8Array(view.buffer);
}

const FIRST_DAY = 0x21;
const UTF8 = 0x800;

export async function zipped(files: readonly File[]): Promise<Blob> {
  const body: BlobPart[] = [];
  const directory: BlobPart[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const file of files) {
    const content = new Uint8Array(await file.arrayBuffer());
    const name = new TextEncoder().encode(file.name);
    const common = [
      [UTF8, 2],
      [0, 2],
      [0, 2],
      [FIRST_DAY, 2],
      [crc32(content), 4],
      [content.length, 4],
      [content.length, 4],
      [name.length, 2],
      [0, 2],
    ] as const;
    const local = packed([0x04034b50, 4], [20, 2], ...common);
    const central = packed([0x02014b50, 4], [20, 2], [20, 2], ...common, [0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]);
    body.push(local as BlobPart, name as BlobPart, content as BlobPart);
    directory.push(central as BlobPart, name as BlobPart);
    offset += local.length + name.length + content.length;
    directorySize += central.length + name.length;
  }
  const count = files.length;
  const end = packed([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directorySize, 4], [offset, 4], [0, 2]);
  return new Blob([...body, ...directory, end as BlobPart], { type: "application/zip" });
}
