import Posix
import TalkLanguage

extension ListeningPlace {
    /// What the socket may be called among others that are passed.
    private static let passedName = "talkroom"

    /// The place that whoever started this process made for it, as systemd does; nil when nobody did.
    ///
    /// Call it before anything is opened.
    package static func passed() throws(StartFailure) -> ListeningPlace? {
        do throws(PassedSocket.Fault) {
            guard let socket = try PassedSocket.take(named: passedName) else { return nil }
            return ListeningPlace(passed: socket)
        } catch {
            throw StartFailure(error.phrase, .cannotCreate)
        }
    }
}

extension PassedSocket.Fault {
    fileprivate var phrase: Phrase {
        switch self {
        case .badCount(let count): .badDescriptorCount(count)
        case .ambiguous(let name): .ambiguousDescriptors(name)
        case .notOpen(let number): .badDescriptor(number, .descriptorNotOpen)
        case .notUnix(let number): .badDescriptor(number, .descriptorNotUnix)
        case .notAStream(let number): .badDescriptor(number, .descriptorNotAStream)
        case .notListening(let number): .badDescriptor(number, .descriptorNotListening)
        }
    }
}
