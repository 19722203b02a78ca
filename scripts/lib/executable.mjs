// Which system and processor a program is for, by its first bytes.

/** The platform that an executable runs on, as in `linux-x64`, or undefined. */
export function executableTarget(bytes) {
  if (bytes.length < 64) return undefined;
  // ELF (https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html): e_machine.
  if (bytes.readUInt32BE(0) === 0x7f454c46)
    return name('linux', { 0x3e: 'x64', 0xb7: 'arm64' }[bytes.readUInt16LE(18)]);
  // Mach-O, 64 bit (mach-o/loader.h): cputype.
  if (bytes.readUInt32LE(0) === 0xfeedfacf) {
    return name('darwin', { 0x01000007: 'x64', 0x0100000c: 'arm64' }[bytes.readUInt32LE(4)]);
  }
  // PE (https://learn.microsoft.com/windows/win32/debug/pe-format): the header that the DOS stub points to; Machine.
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(60);
    if (header + 6 > bytes.length || bytes.toString('latin1', header, header + 4) !== 'PE\0\0') return undefined;
    return name('win32', { 0x8664: 'x64', 0xaa64: 'arm64' }[bytes.readUInt16LE(header + 4)]);
  }
  return undefined;
}

const name = (system, processor) => processor && `${system}-${processor}`;
