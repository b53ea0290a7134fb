import HTTPTypes
import Hummingbird
import NIOCore

/// Answers as browsers take them.
package enum PageResponse {
  /// A page, which no cache keeps.
  static func html(_ text: String, status: HTTPResponse.Status, _ settings: ConsoleSettings) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Leads on to another address by GET.
  package static func redirect(to address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
  }

  /// A path of ours, whatever somebody put into a form or a query; none that does something by itself.
  package static func ownPath(_ text: String?) -> String {
    guard let text, text.utf8.count < 2000, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return "/today" }
    let place = text.prefix { $0 != "#" }
    let parts = place.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    guard !place.isEmpty, RequestAddress.defect(path: parts[0], query: parts.count > 1 ? parts[1] : nil) == nil,
      parts[0] != "/", !["/sign", "/do/", "/language", "/assets/"].contains(where: parts[0].hasPrefix)
    else { return "/today" }
    return text
  }
}
