// Photographs places of a book in foliate-js and in epub.js, in headless Chromium.
// Arguments: the book, the browser, a folder, and as JSON the sizes and the places with their names.
import { createReadStream, existsSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import puppeteer from 'puppeteer-core'

const [book, browserPath, folder, wishes] = process.argv.slice(2)
const { sizes, places } = JSON.parse(wishes)

// Both are given a page without a margin of its own, and left with their own settings.
const PAGES = {
    foliate: `<!DOCTYPE html><meta charset="utf-8"><style>html, body, foliate-view { margin: 0; height: 100vh; display: block }</style>
<script type="importmap">{"imports": {"construct-style-sheets-polyfill": "/construct-style-sheets-polyfill/dist/adoptedStyleSheets.js"}}</script>
<script type="module">
import '/foliate-js/view.js'
const view = document.body.appendChild(document.createElement('foliate-view'))
await view.open('/book.epub')
view.renderer.setAttribute('max-inline-size', '720px')
window.show = href => view.goTo('EPUB/' + href)
</script>`,
    epubjs: `<!DOCTYPE html><meta charset="utf-8"><style>html, body { margin: 0 } #view { height: 100vh }</style><div id="view"></div>
<script src="/jszip/dist/jszip.min.js"></script><script src="/epubjs/dist/epub.min.js"></script>
<script>
const book = ePub('/book.epub')
const rendition = book.renderTo('view', { width: '100%', height: '100%', spread: 'none' })
book.ready.then(() => { window.show = href => rendition.display(href) })
</script>`,
}
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.epub': 'application/epub+zip' }

const serve = (request, answer) => {
    const path = new URL(request.url, 'http://localhost').pathname
    const engine = path.slice(1)
    if (PAGES[engine]) return answer.writeHead(200, { 'Content-Type': 'text/html' }).end(PAGES[engine])
    const file = path === '/book.epub' ? book : join(import.meta.dirname ?? new URL('.', import.meta.url).pathname,
        'node_modules', path)
    if (!existsSync(file)) return answer.writeHead(404).end()
    answer.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(answer)
}
const server = createServer(serve)
await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))

const browser = await puppeteer.launch({
    executablePath: browserPath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run', '--font-render-hinting=none'],
})
for (const [width, height] of sizes) for (const engine of Object.keys(PAGES)) {
    const page = await browser.newPage()
    page.on('pageerror', error => console.error(engine, String(error)))
    await page.setViewport({ width, height })
    await page.goto(`http://127.0.0.1:${server.address().port}/${engine}`)
    await page.waitForFunction('window.show', { timeout: 30000 })
    for (const [name, href] of Object.entries(places)) {
        // More than once: epub.js finds its place before the pictures have come, and neither says when all stands still.
        for (let time = 0; time < 3; time += 1) {
            await page.evaluate(href => window.show(href), href)
            await new Promise(resolve => setTimeout(resolve, 700))
        }
        await page.screenshot({ path: join(folder, `${name}-${width}x${height}-${engine}.png`) })
    }
    await page.close()
}
await browser.close()
server.close()
