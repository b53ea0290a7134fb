/// Something that every message needs is not there, such as a policy in force: no message is at fault.
///
/// Work that throws it waits until somebody has put it right.
public protocol UnmetCondition: Error {}
