using System.Collections.Concurrent;
using Acp.CheckoutSessions;
using Acp.SharedPaymentTokens;
using Acp.TokenIssues;

namespace Acp.Gateway.Tests.Host;

/// <summary>Every wish for a token at once: answers as the test says and remembers what it was asked.</summary>
internal sealed class ScriptedIssue : ITokenIssue
{
    public Func<Answer> Answer { get; set; } = () => Issued.Replied(Issued.Token());

    public ConcurrentQueue<(Call Call, IssueToken Wish)> Wishes { get; } = [];

    public ValueTask<Answer> Issue(Call call, IssueToken request)
    {
        Wishes.Enqueue((call, request));
        return new(Answer());
    }

    public ValueTask Wake() => throw new NotSupportedException();

    public ValueTask<Heard> LookAgain(string token) => throw new NotSupportedException();
}
