using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Acp.Client.Json;

namespace Acp.Client.Calls;

/// <summary>What one reply means for its call. Pure.</summary>
internal static class CallDecider
{
    private const string InFlight = "idempotency_in_flight";
    private const string InProgress = "payment_in_progress";
    private const string RoleTooSmall = "role_too_small";
    private const string HttpsRequired = "https_required";
    private const string NoSuchMethod = "method_not_allowed";
    private const string IssuingNotConfigured = "issuing_not_configured";

    /// <summary>The key stands for something else, and of what became of that nothing is said.</summary>
    private const string OtherContent = "idempotency_conflict";

    /// <summary>The call has its answer, or is sent again.</summary>
    internal abstract record Decision<T>
    {
        private Decision()
        {
        }

        public sealed record End(Answer<T> Answer) : Decision<T>;

        /// <param name="InDoubt">What was sent may have been executed.</param>
        public sealed record Again(AcpError Because, TimeSpan AtLeast, bool InDoubt) : Decision<T>
        {
            /// <summary>The same would be answered the same: what it is about is looked at instead.</summary>
            public bool Looks { get; init; }
        }
    }

    /// <param name="inDoubt">An earlier send of it may have been executed.</param>
    public static Decision<T> Decide<T>(Call call, Reply reply, bool inDoubt, JsonTypeInfo<T> type) => reply switch
    {
        Reply.NotConnected => Again<T>(new(0, ClientCodes.NoConnection, "There is no connection to the server."), inDoubt: false),
        Reply.Silence => Again<T>(new(0, ClientCodes.NoReply, "The connection broke, or no reply came in time."), inDoubt: true),
        Reply.Received { Status: >= 200 and < 300 } it => Yes(it, type),
        Reply.Received it => No<T>(call, it, inDoubt),
        _ => throw new UnreachableException($"Unhandled {reply}."),
    };

    /// <summary>A yes that decides nothing is looked into; and whoever may not look knows no more of what was done.</summary>
    /// <param name="looks">The decision is about a look.</param>
    public static Decision<T> Settle<T>(Call call, Decision<T> decision, Func<T, bool> isDecided, bool looks) => decision switch
    {
        Decision<T>.End { Answer: Answer<T>.Done it } when !isDecided(it.Value) =>
            Again<T>(new(200, ClientCodes.Undecided, "What came back decides nothing yet."), inDoubt: true) with { Looks = true },
        Decision<T>.End { Answer: Answer<T>.Refused it } when looks =>
            new Decision<T>.End(new Answer<T>.Unknown(call.Key, it.Error, MayHaveHappened: true)),
        _ => decision,
    };

    /// <summary>A copy that was cut off cannot go on where it ended: whoever wanted it has to begin anew.</summary>
    public static Decision<long> Decide(Reply.Copied copied) => new Decision<long>.End(copied.IsWhole
        ? new Answer<long>.Done(copied.Bytes)
        : new Answer<long>.Unknown(Key: null, new(0, ClientCodes.NoReply, $"The connection broke after {copied.Bytes} bytes."), MayHaveHappened: false));

    // Half a reply says that something was done and not what: the same key brings the whole of it.
    private static Decision<T> Yes<T>(Reply.Received reply, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Deserialize(reply.Body.Span, type) is { } value
                ? new Decision<T>.End(new Answer<T>.Done(value))
                : Again<T>(Broken(reply.Status), inDoubt: true);
        }
        catch (JsonException)
        {
            return Again<T>(Broken(reply.Status), inDoubt: true);
        }
    }

    private static Decision<T> No<T>(Call call, Reply.Received reply, bool inDoubt)
    {
        var told = ErrorBody.Read(reply.Status, reply.Body.Span, out var isCut);
        var error = told ?? Broken(reply.Status);
        if ((isCut && reply.IsJson) || PaysToComeBack(reply, told))
        {
            return new Decision<T>.Again(error, reply.RetryAfter ?? TimeSpan.Zero, InDoubt: !IsTurnedAwayForNow(told));
        }

        // Somebody in front of the server may have put his page in the place of any answer, that of a charge among them.
        return IsNo(told) && (!inDoubt || call.IsRead || IsAboutTheCall(told))
            ? new Decision<T>.End(new Answer<T>.Refused(error))
            : new Decision<T>.End(new Answer<T>.Unknown(call.Key, error, MayHaveHappened: !call.IsRead));
    }

    private static bool PaysToComeBack(Reply.Received reply, AcpError? told) => reply.Status switch
    {
        408 or 425 or 429 => true,
        409 => reply.RetryAfter is not null || told?.Code is InFlight or InProgress,
        >= 500 => !IsNo(told), // Whichever it is, 520 and 599 of a proxy's own among them.
        _ => false,
    };

    /// <summary>The server's own word that it was not begun, and may be later.</summary>
    private static bool IsTurnedAwayForNow(AcpError? told) => told is { Status: 429 };

    /// <summary>The server's own word, with a status that says no.</summary>
    private static bool IsNo([NotNullWhen(true)] AcpError? told) =>
        told is { Status: >= 400 and < 500 } or { Status: 503, Code: IssuingNotConfigured };

    /// <summary>It was decided about what the call asks for, rather than about who asks, where, or on the way there.</summary>
    private static bool IsAboutTheCall(AcpError told) => told is
    {
        Status: not (401 or 404 or 413 or 415 or 426 or 431 or >= 500),
        Code: not (RoleTooSmall or HttpsRequired or NoSuchMethod or OtherContent),
        SupportedVersions: [],
    };

    private static Decision<T>.Again Again<T>(AcpError because, bool inDoubt) => new(because, TimeSpan.Zero, inDoubt);

    private static AcpError Broken(int status) => new(status, ClientCodes.BrokenReply, $"The server answered {status}, with a body that is none of the protocol's.");
}
