/** What the names of files say of what is in them, the same on every system. */

/** Extensions by media type. */
const EXTENSIONS: { readonly [mediaType: string]: string } = {
  'application/json': 'json',
  'application/manifest+json': 'webmanifest',
  'application/msword': 'doc',
  'application/pdf': 'pdf',
  'application/postscript': 'eps ps',
  'application/vnd.apple.mpegurl': 'm3u8',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/wasm': 'wasm',
  'application/x-hdf5': 'h5',
  'application/x-pkcs12': 'p12',
  'application/x-sh': 'sh',
  'application/x-tar': 'tar',
  'application/xml': 'xsl',
  'application/zip': 'zip',
  'audio/3gpp2': '3g2',
  'audio/3gpp': '3gp',
  'audio/aac': 'aac',
  'audio/mpeg': 'mp2 mp3',
  'audio/opus': 'opus',
  'audio/x-aiff': 'aif aiff',
  'audio/x-wav': 'wav',
  'image/avif': 'avif',
  'image/bmp': 'bmp',
  'image/gif': 'gif',
  'image/heic': 'heic',
  'image/heif': 'heif',
  'image/jpeg': 'jpe jpeg jpg',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/tiff': 'tif tiff',
  'image/vnd.microsoft.icon': 'ico',
  'message/rfc822': 'eml mht',
  'text/css': 'css',
  'text/csv': 'csv',
  'text/html': 'htm html',
  'text/javascript': 'js mjs',
  'text/n3': 'n3',
  'text/plain': 'c h srt txt',
  'text/richtext': 'rtx',
  'text/tab-separated-values': 'tsv',
  'text/vtt': 'vtt',
  'text/x-python': 'py',
  'text/x-sgml': 'sgml',
  'text/x-vcard': 'vcf',
  'text/xml': 'xml',
  'video/mp4': 'mp4',
  'video/mpeg': 'mpeg mpg',
  'video/quicktime': 'mov',
  'video/webm': 'webm',
  'video/x-msvideo': 'avi',
};

/** The media type of a file with this name. */
export function mediaTypeOfName(name: string): string {
  const extension = name.includes('.') ? name.split('.').pop()?.toLowerCase() : undefined;
  const [found] =
    Object.entries(EXTENSIONS).find(([, extensions]) =>
      extensions.split(' ').some((each) => each === extension),
    ) ?? [];
  return found ?? 'application/octet-stream';
}
