import Identity
import MessageHandling
import Messages

/// Refuses a telephone number of a member that is none, such as "call me".
enum ATelephoneIsANumber {
  /// Throws `invalid-message` for the field `phone`.
  static func check(_ phone: String?) throws(Problem) {
    guard let phone, !PhoneNumber.isNumber(phone) else { return }
    throw .invalidMessage([FieldError(field: "phone", message: "is not a telephone number")])
  }
}
