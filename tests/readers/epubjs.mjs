// Reads a book with epub.js and prints what it found as JSON. Its addresses are from the package's folder.
import { bytes, links, path, print, texts } from './browser.mjs'

const { default: ePub } = (await import('epubjs')).default
// Pictures and styles stay where they are: nothing is shown here.
const book = ePub(await bytes(process.argv[2]), { replacements: 'none' })
await book.ready

const folder = book.container.directory
const whole = href => path(href, `${folder}/`)
const entry = ({ label, href, subitems }) => [label.trim(), whole(href), subitems.map(entry)]

const documents = []
for (const section of book.spine.spineItems) {
    await section.load(book.load.bind(book))
    documents.push([whole(section.href), section.document])
}
const find = (href, from) => {
    const to = path(href, from)
    const [name, fragment] = to.split('#')
    const section = book.spine.get(name.slice(folder.length + 1))
    return [to, section != null && (!fragment || section.document.getElementById(fragment) != null)]
}

print({
    contents: book.navigation.toc.map(entry),
    pages: (book.pageList.pageList ?? []).map(({ href, page }) => [String(page), whole(href)]),
    landmarks: book.navigation.landmarks.map(({ label, href, type }) => [type, label.trim(), whole(href)]),
    texts: texts(documents),
    links: await links(documents, find),
    title: book.packaging.metadata.title,
})
