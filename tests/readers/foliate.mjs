// Reads a book with foliate-js, the engine of Foliate and Readest, and prints what it found as JSON.
import { file, links, print, texts } from './browser.mjs'

const { makeBook } = await import('foliate-js/view.js')
const book = await makeBook(await file(process.argv[2]))

const entry = ({ label, href, subitems }) => [label, href, (subitems ?? []).map(entry)]
const documents = await Promise.all(book.sections.map(async section => [section.id, await section.createDocument()]))
const sections = Object.fromEntries(book.sections.map(section => [section.id, section]))

const find = (href, from) => {
    const to = sections[from].resolveHref(href)
    const place = book.resolveHref(to)
    return [to, place?.index >= 0 && place.anchor(documents[place.index][1]) != null]
}

print({
    contents: book.toc.map(entry),
    pages: (book.pageList ?? []).map(({ label, href }) => [label, href]),
    landmarks: (book.landmarks ?? []).map(({ label, href, type }) => [type.join(' '), label, href]),
    texts: texts(documents),
    links: await links(documents, find),
    title: book.metadata.title,
    series: book.metadata.belongsTo?.series?.name ?? '',
})
