import HTTPTypes
import Hummingbird
import NIOCore

/// Answers as browsers take them.
enum PageResponse {
  /// A page, which no cache keeps.
  static func html(_ text: String, status: HTTPResponse.Status, _ settings: ConsoleSettings) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// Leads on to another address by GET.
  static func redirect(to address: String) -> Response {
    Response(status: .seeOther, headers: [.location: address, .cacheControl: "no-store"])
  }

  /// A path of ours, whatever somebody put into a form or a query.
  static func ownPath(_ text: String?) -> String {
    guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.hasPrefix("/\\"),
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") })
    else { return "/today" }
    return text
  }
}
