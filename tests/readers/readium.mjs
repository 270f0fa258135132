// Reads a book through Readium's streamer, over its own HTTP server on this machine, and prints what it found as JSON.
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { links, path, print, texts } from './browser.mjs'

const require = createRequire(import.meta.url)
const { Server } = require('r2-streamer-js/dist/es8-es2017/src/http/server')
const { initGlobalConverters_OPDS } = require('r2-opds-js/dist/es8-es2017/src/opds/init-globals')
const { initGlobalConverters_GENERIC, initGlobalConverters_SHARED } =
    require('r2-shared-js/dist/es8-es2017/src/init-globals')

initGlobalConverters_OPDS()
initGlobalConverters_SHARED()
initGlobalConverters_GENERIC()

const server = new Server({ disableReaders: true, disableOPDS: true })
const [place] = server.addPublications([process.argv[2]])
// A port of the system's choice: the server's own search has two runs take the same one.
const port = await new Promise(resolve => {
    const probe = createServer().listen(0, () => {
        const { port } = probe.address()
        probe.close(() => resolve(port))
    })
})
await server.start(port, false)
const root = new URL(place, server.serverUrl())
const manifest = await (await fetch(root)).json()

const entry = ({ title, href, children }) => [title, href, (children ?? []).map(entry)]
const load = async ({ href }) => {
    const answer = await fetch(new URL(href, root))
    if (!answer.ok) throw new Error(`${href}: ${answer.status}`)
    return [href, new DOMParser().parseFromString(await answer.text(), 'application/xhtml+xml')]
}
const documents = await Promise.all(manifest.readingOrder.map(load))
const known = new Map(documents)
const find = (href, from) => {
    const to = path(href, from)
    const [name, fragment] = to.split('#')
    return [to, known.has(name) && (!fragment || known.get(name).getElementById(fragment) != null)]
}

print({
    contents: manifest.toc.map(entry),
    pages: (manifest.pageList ?? []).map(({ title, href }) => [title, href]),
    landmarks: (manifest.landmarks ?? []).map(({ title, href, rel }) => [rel ?? '', title, href]),
    texts: texts(documents),
    links: await links(documents, find),
    title: manifest.metadata.title,
    series: manifest.metadata.belongsTo?.series?.name ?? '',
})
