namespace Acp.Simulation;

/// <summary>What can befall a session. The columns of the coverage table, in its order.</summary>
public enum FaultKind
{
    /// <summary>The process died while a call of the session was under way in it.</summary>
    Crash,

    /// <summary>The process stood still beyond every time-out with a call of the session under way, then went on.</summary>
    Pause,

    /// <summary>Two activations of the session were at work at once.</summary>
    TwoActivations,

    /// <summary>A commit never arrived.</summary>
    CommitLost,

    /// <summary>A commit took effect, its answer was lost.</summary>
    CommitAnswerLost,

    /// <summary>A commit took effect late, perhaps after its writer was told that the store does not answer.</summary>
    CommitLate,

    /// <summary>A read failed.</summary>
    ReadFailed,

    /// <summary>Another writer was first.</summary>
    RaceLost,

    /// <summary>A request to the provider never arrived.</summary>
    RequestLost,

    /// <summary>It was executed, its reply was lost.</summary>
    ReplyLost,

    /// <summary>It arrived after its sender had given up, up to 30 minutes late.</summary>
    RequestLate,

    /// <summary>It took the provider long, with its key in flight.</summary>
    Slow,

    /// <summary>Executed; a 500 was answered and kept under the key.</summary>
    Executed500,

    /// <summary>Not executed; a 500 was answered and kept under the key.</summary>
    Failed500,

    Status409,
    Status429,

    /// <summary>No connection before the first byte.</summary>
    Refused,

    /// <summary>Executed; answered 200 with something unreadable.</summary>
    Garbage,

    /// <summary>The provider had forgotten a key of the session: 24 h had passed.</summary>
    KeyForgotten,

    /// <summary>A token of the session was revoked before it was charged.</summary>
    TokenRevoked,

    /// <summary>A token of the session had expired.</summary>
    TokenExpired,

    /// <summary>A notice of the provider came a minute to a day late, out of order.</summary>
    NoticeLate,

    NoticeTwice,
    NoticeLost,
}
