internal import CPostgreSQL

extension Statement {
  /// Sends the execution of this statement under the name it was prepared as; 1 when libpq took it.
  ///
  /// The values lie in one buffer already: only pointers into it are made, on the stack.
  func sendExecution(named name: String, on connection: OpaquePointer) -> Int32 {
    let count = lengths.count
    guard count > 0 else { return PQsendQueryPrepared(connection, name, 0, nil, nil, nil, 1) }
    return values.bytes.withUnsafeBytes { bytes in
      withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: count) { pointers in
        withUnsafeTemporaryAllocation(of: Int32.self, capacity: count) { formats in
          // A value of no bytes is not NULL: its pointer must point somewhere.
          let base = bytes.baseAddress ?? UnsafeRawPointer(formats.baseAddress!)
          fill(pointers, from: base)
          formats.initialize(repeating: 1)
          return lengths.withUnsafeBufferPointer {
            PQsendQueryPrepared(
              connection, name, Int32(count), pointers.baseAddress, $0.baseAddress, formats.baseAddress, 1)
          }
        }
      }
    }
  }

  private func fill(_ pointers: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>, from base: UnsafeRawPointer) {
    var position = base
    for (index, length) in lengths.enumerated() {
      let value = length < 0 ? nil : position.assumingMemoryBound(to: CChar.self)
      pointers.initializeElement(at: index, to: value)
      position += Int(max(0, length))
    }
  }
}
