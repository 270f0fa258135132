// Has foliate-js, the engine of Foliate and Readest, read a book aloud from its beginning to its end, and prints what it
// lights up as JSON. The sound is silent and in no time; its length in seconds is given, as a file of silence would tell it.
import { file, print } from './browser.mjs'

const [, , name, length] = process.argv
let last = Date.now()

// Events of one DOM are dispatched by that DOM only, and CustomEvent is jsdom's already.
globalThis.EventTarget = window.EventTarget

globalThis.Audio = class {
    currentTime = 0
    paused = true
    #listeners = {}
    addEventListener(event, listener) {
        (this.#listeners[event] ??= []).push(listener)
        if (event === 'canplaythrough') setTimeout(listener)
    }
    #tell(event) {
        last = Date.now()
        for (const listener of this.#listeners[event] ?? []) listener()
    }
    async play() {
        this.paused = false
        this.#tell('playing')
        while (!this.paused && this.currentTime < length) {
            this.currentTime += 0.05
            this.#tell('timeupdate')
        }
        if (!this.paused) this.#tell('ended')
    }
    pause() { this.paused = true }
}

const { makeBook } = await import('foliate-js/view.js')
const book = await makeBook(await file(name))
const documents = Object.fromEntries(
    await Promise.all(book.sections.map(async section => [section.id, await section.createDocument()])))
const overlay = book.getMediaOverlay()
const found = []
overlay.addEventListener('highlight', ({ detail }) => {
    const [href, id] = detail.text.split('#')
    found.push([href, id, documents[href].getElementById(id)?.localName ?? ''])
})
let failed = ''
overlay.addEventListener('error', ({ detail }) => { failed = String(detail) })
overlay.start(0)

// It does not say when the last article has been read.
setInterval(() => {
    if (Date.now() - last > 1500) print({ found, failed, duration: book.media.duration, active: book.media.activeClass })
}, 100)
