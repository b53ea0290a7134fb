// Writes the tables: `swift Shared/CCompatibilityForms/derive.swift > Shared/CCompatibilityForms/tables.inc`.
//
// They are what Foundation and the standard library say of each scalar up to Unicode 15.0. What later versions have assigned
// is left out, whatever the toolchain knows: the tables do not change with it.

import Foundation

typealias Scalars = [UInt32]

func scalars(_ text: String) -> Scalars { text.unicodeScalars.map(\.value) }

func hex(_ value: UInt32) -> String { "0x" + String(value, radix: 16) }

/// The initialiser of a C array, so many elements a line.
func table(_ declaration: String, _ elements: [String], aLine: Int) {
  print("static const \(declaration)[] = {")
  for start in stride(from: 0, to: elements.count, by: aLine) {
    print("  " + elements[start..<min(start + aLine, elements.count)].joined(separator: ", ") + ",")
  }
  print("};\n")
}

let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3
let known = (UInt32(0)...0x10FFFF).compactMap(Unicode.Scalar.init).filter { scalar in
  guard !syllables.contains(scalar.value), let age = scalar.properties.age else { return false }
  return (age.major, age.minor) <= (15, 0)
}

var (decompositions, parts, compositions): ([String], Scalars, [(UInt32, UInt32, UInt32)]) = ([], [], [])
for scalar in known {
  let text = String(scalar)
  let apart = scalars(text.decomposedStringWithCompatibilityMapping)
  if apart != [scalar.value] {
    decompositions.append("{\(hex(scalar.value)), \(parts.count), \(apart.count)}")
    parts += apart
  }
  // What is put together again: its last mark, and what the others are together.
  let canonical = scalars(text.decomposedStringWithCanonicalMapping)
  guard canonical.count > 1, scalars(text.precomposedStringWithCanonicalMapping) == [scalar.value] else { continue }
  let others = String(String.UnicodeScalarView(canonical.dropLast().map { Unicode.Scalar($0)! }))
  let first = scalars(others.precomposedStringWithCanonicalMapping)
  precondition(first.count == 1, "U+\(String(scalar.value, radix: 16)) is not put together of two")
  compositions.append((first[0], canonical.last!, scalar.value))
}

var runs: [(first: UInt32, last: UInt32, combining: UInt8)] = []
for scalar in known {
  let combining = scalar.properties.canonicalCombiningClass.rawValue
  guard combining != 0 else { continue }
  if let last = runs.last, last.last + 1 == scalar.value, last.combining == combining {
    runs[runs.count - 1].last = scalar.value
  } else {
    runs.append((scalar.value, scalar.value, combining))
  }
}

print("// Unicode 15.0, by derive.swift; sorted.\n")
table("struct decomposition decompositions", decompositions, aLine: 5)
table("uint32_t parts", parts.map(hex), aLine: 14)
table(
  "struct composition compositions",
  compositions.sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map { "{\(hex($0.0)), \(hex($0.1)), \(hex($0.2))}" }, aLine: 4)
table("struct combining combinings", runs.map { "{\(hex($0.first)), \(hex($0.last)), \($0.combining)}" }, aLine: 5)
