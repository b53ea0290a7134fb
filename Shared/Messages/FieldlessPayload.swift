/// A payload that has no fields, so that an envelope may leave `data` out or say null.
public protocol FieldlessPayload: MessagePayload {
  init()
}

extension GetCharter: FieldlessPayload {}
extension GetContract: FieldlessPayload {}
extension GetPolicy: FieldlessPayload {}
