// What these libraries ask of the browser that they are written for, out of jsdom; and what all of them are asked.
import { File } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { JSDOM } from 'jsdom'

const { window } = new JSDOM('<!DOCTYPE html>', { url: 'http://localhost/' })

globalThis.window = window
for (const name of ['CustomEvent', 'DOMParser', 'HTMLElement', 'Node', 'NodeFilter', 'Range', 'XMLSerializer',
    'customElements', 'document', 'localStorage']) globalThis[name] = window[name]
globalThis.CSS = { escape: text => text.replace(/[^\w-]/g, '\\$&') }
globalThis.File ??= File

// ECMAScript 2024, which Node has had since version 21.
const grouped = (make, put) => (items, key) => {
    const groups = make()
    let at = 0
    for (const item of items) put(groups, key(item, at++), item)
    return groups
}
Object.groupBy ??= grouped(() => ({}), (groups, key, item) => (groups[key] ??= []).push(item))
Map.groupBy ??= grouped(() => new Map(), (groups, key, item) =>
    groups.set(key, [...(groups.get(key) ?? []), item]))

export const file = async path => new File([await readFile(path)], basename(path))

export const bytes = async path => {
    const content = await readFile(path)
    return content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength)
}

// The text of a document as it stands there, without elements that bear one of some classes.
const text = (node, left) => {
    if (node.nodeType === 3 || node.nodeType === 4) return node.data
    if (node.nodeType !== 1 || node.getAttribute('class')?.split(/\s+/).some(name => left.includes(name))) return ''
    return [...node.childNodes].map(child => text(child, left)).join('')
}

// The classes of what the book adds to an article are told by the test.
export const texts = documents => Object.fromEntries(
    documents.map(([href, page]) => [href, text(page.querySelector('body'), process.argv.slice(3))]))

// Every link that leads to a place in the book: from, to, and whether the system finds a place there.
export const links = async (documents, find) => {
    const found = []
    for (const [from, page] of documents) for (const link of page.querySelectorAll('a[href]')) {
        const href = link.getAttribute('href')
        if (!/^\w+:/.test(href)) found.push([from, ...await find(href, from)])
    }
    return found
}

// Where an address leads, from a document's own; both are paths in the container.
export const path = (href, from) => decodeURI(new URL(href, `book:///${from}`).href.slice('book:///'.length))

// The process is ended because a server or a timer of the library's may still run.
export const print = found => process.stdout.write(JSON.stringify(found), () => process.exit(0))
