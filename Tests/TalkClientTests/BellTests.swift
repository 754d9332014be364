import TalkLanguage
import TalkProtocol
import Testing

@testable import TalkClient

@Suite struct BellTests {
    private static func news(_ kind: String) -> News {
        var news = News(.said(.wren, .plain, "oi"))
        switch kind {
        case "private": news = News(.told(.wren, to: "ada", "oi"))
        case "mention": news.mentions = [0..<2]
        case "wall": news = News(.said(.wren, .wall, "oi"))
        case "ring":
            news = News(.notice("oi"))
            news.isRing = true
        case "notice": news = News(.notice("oi"))
        case "own": news.isOwn = true
        case "past": news.isPast = true
        default: break
        }
        return news
    }

    @Test(arguments: Bell.Occasion.allCases)
    func `each occasion rings for its own and for those before it`(occasion: Bell.Occasion) {
        let wanted: [String] =
            switch occasion {
            case .off: []
            case .mentions: ["mention", "ring", "wall"]
            case .private: ["mention", "ring", "wall", "private"]
            case .all: ["mention", "ring", "wall", "private", "said"]
            }
        for kind in ["mention", "ring", "wall", "private", "said", "notice", "own", "past"] {
            var bell = Bell()
            let rings = bell.rings(for: Self.news(kind), on: occasion, at: 5)
            #expect(rings == wanted.contains(kind), "\(kind)")
        }
    }

    @Test func `it rings once a second at the most, and never for what came in between`() {
        var bell = Bell()
        let moments: [Int64] = [0, 1, 999, 1000, 1001, 1999, 2500, 3499, 3500]
        var rung: [Int64] = []
        for moment in moments where bell.rings(for: Self.news("mention"), on: .all, at: moment) {
            rung.append(moment)
        }
        #expect(rung == [0, 1000, 2500, 3500])
    }

    @Test func `what does not ring takes nobody's turn`() {
        var bell = Bell()
        let first = bell.rings(for: Self.news("said"), on: .mentions, at: 0)
        let second = bell.rings(for: Self.news("mention"), on: .mentions, at: 1)
        #expect(!first && second)
    }
}
