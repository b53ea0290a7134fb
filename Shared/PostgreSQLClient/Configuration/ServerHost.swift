import Certificates

/// One of the servers that a URL names.
struct ServerHost: Hashable, Sendable {
  /// Its name, its address or the directory of its socket; nil for what libpq takes by itself.
  var name: String?
  /// Its address, where the URL gives it apart from the name, so that no name service is asked.
  var address: String?
  /// Its port; nil for libpq's default.
  var port: String?

  /// Whether it is reached by a file and not by TCP.
  var isLocalSocket: Bool {
    address == nil && (name.map { $0.hasPrefix("/") || $0.hasPrefix("@") } ?? true)
  }

  /// Whether it may be spoken to without encryption.
  func may(_ plainText: PlainText) -> Bool {
    isLocalSocket || (plainText.allows(address ?? name ?? ""))
  }

  /// The servers of libpq's parameters `host`, `hostaddr` and `port`: lists with commas, one port for all or one each.
  static func list(_ parameters: [String: String]) -> [ServerHost] {
    let names = parameters["host"].map(items) ?? []
    let addresses = parameters["hostaddr"].map(items) ?? []
    let ports = parameters["port"].map(items) ?? []
    return (0..<max(names.count, addresses.count, 1)).map { index in
      let port = ports.count == 1 ? ports[0] : item(ports, index)
      return ServerHost(name: item(names, index), address: item(addresses, index), port: port.flatMap(nonempty))
    }
  }

  static func items(_ list: String) -> [String] {
    list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
  }

  private static func item(_ items: [String], _ index: Int) -> String? {
    items.indices.contains(index) ? nonempty(items[index]) : nil
  }

  private static func nonempty(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension ServerHost: CustomStringConvertible {
  /// Host and port.
  var description: String { "\(name ?? address ?? "local socket"):\(port ?? "5432")" }
}
