/** PDF/UA-1, clause 5: the identifier; PDF/A wants each schema it does not know described (ISO 19005-2, 6.6.2.3). */
const identifier = '<pdfuaid:part>1</pdfuaid:part>';
const namespace = ' xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"';
const description =
  '<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>' +
  '<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>' +
  '<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">' +
  '<pdfaProperty:category>internal</pdfaProperty:category>' +
  '<pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>' +
  '<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>' +
  '</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li>';

/**
 * The typesetter writes to one standard at a time. What PDF/UA-1 asks for beyond PDF/A-2a is that the file says so, and
 * that viewers show its title: both are put into the PDF/A. The same bytes give the same bytes.
 * @param pdf as PDF/A-2a, with a title
 * @throws Error when it has no metadata of the kind that PDF/A has
 */
export async function alsoAccessible(pdf: Uint8Array): Promise<Buffer> {
  // Loaded when it is needed: a process starts without it.
  const { PDFBool, PDFDict, PDFDocument, PDFName, PDFRawStream } = await import('@cantoo/pdf-lib');
  const document = await PDFDocument.load(pdf, { updateMetadata: false });
  const { catalog, context } = document;
  const reference = catalog.get(PDFName.of('Metadata'));
  const metadata = context.lookup(reference);
  if (reference === undefined || !(metadata instanceof PDFRawStream))
    throw new Error('The PDF has no metadata stream');
  const written = identified(Buffer.from(metadata.getContents()).toString('utf8'));
  metadata.updateContents(Buffer.from(written));
  const preferences = catalog.lookupMaybe(PDFName.of('ViewerPreferences'), PDFDict) ?? context.obj({});
  preferences.set(PDFName.of('DisplayDocTitle'), PDFBool.True);
  catalog.set(PDFName.of('ViewerPreferences'), preferences);
  return Buffer.from(
    await document.save({ addDefaultPage: false, updateFieldAppearances: false, objectsPerTick: Infinity }),
  );
}

function identified(xmp: string): string {
  const marks = ['<rdf:Description ', '<pdfaExtension:schemas><rdf:Bag>', '</rdf:Description>'];
  if (!marks.every((mark) => xmp.includes(mark))) throw new Error('The PDF’s metadata is not that of PDF/A');
  return xmp
    .replace('<rdf:Description ', `<rdf:Description${namespace} `)
    .replace('<pdfaExtension:schemas><rdf:Bag>', (mark) => mark + description)
    .replace('</rdf:Description>', (mark) => identifier + mark);
}
