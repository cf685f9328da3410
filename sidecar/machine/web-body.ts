/**
 * The text of a server's answer, as UTF-8.
 * @param maxBytes what a server may send; more is not waited for
 * @returns null when it sends more
 */
export async function readBodyWithin(body: AsyncIterable<Buffer>, maxBytes: number): Promise<string | null> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.length;
    if (size > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
