// Encrypts or decrypts standard input with the age-encryption package, for test_interop_node.py.
// Usage: node age_encryption.mjs MODULES encrypt RECIPIENT | decrypt IDENTITY | keygen | recipient IDENTITY
import path from "node:path"
import { pathToFileURL } from "node:url"

const [modules, action, key] = process.argv.slice(2)
const age = await import(pathToFileURL(path.join(modules, "age-encryption", "dist", "index.js")).href)

async function input() {
  const chunks = []
  for await (const chunk of process.stdin) chunks.push(chunk)
  return new Uint8Array(Buffer.concat(chunks))
}

const actions = {
  async encrypt() {
    const encrypter = new age.Encrypter()
    encrypter.addRecipient(key)
    return encrypter.encrypt(await input())
  },
  async decrypt() {
    const decrypter = new age.Decrypter()
    decrypter.addIdentity(key)
    return decrypter.decrypt(await input())
  },
  keygen: () => age.generateHybridIdentity(),
  recipient: () => age.identityToRecipient(key),
}

process.stdout.write(await actions[action]())
