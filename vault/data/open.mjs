// Opens a file of a Bronwacht export with the npm package age-encryption, where age is too old: see RECOVERY.txt.
// Usage: node open.mjs KEYFILE index.age [FILE]
import { closeSync, openSync, readFileSync, readSync, writeSync } from "node:fs"
import { execFileSync } from "node:child_process"
import * as age from "age-encryption"

function ask(question) {
  const terminal = openSync("/dev/tty", "r+")
  const stty = (mode) => execFileSync("stty", [mode], { stdio: [terminal, "ignore", "ignore"] })
  const bytes = [], one = Buffer.alloc(1)
  stty("-echo")
  try {
    writeSync(terminal, question)
    while (readSync(terminal, one) && one[0] !== 10) bytes.push(one[0])
  } finally {
    stty("echo")
    writeSync(terminal, "\n")
    closeSync(terminal)
  }
  return Buffer.from(bytes).toString()
}

async function open(file, unlock) {
  const data = readFileSync(file)
  const armored = data.subarray(0, 5).toString() === "-----"
  const decrypter = new age.Decrypter()
  unlock(decrypter)
  return decrypter.decrypt(armored ? age.armor.decode(data.toString()) : data, "uint8array")
}

const identities = (text) => Buffer.from(text).toString().split("\n").filter((line) => line.startsWith("AGE-SECRET-KEY-"))

const [keyFile, index, file] = process.argv.slice(2)
const passphrase = ask(`Passphrase of ${keyFile}: `)
const key = await open(keyFile, (decrypter) => decrypter.addPassphrase(passphrase))
let opened = await open(index, (decrypter) => identities(key).forEach((line) => decrypter.addIdentity(line)))
if (file) opened = await open(file, (decrypter) => identities(opened).forEach((line) => decrypter.addIdentity(line)))
process.stdout.write(opened)
