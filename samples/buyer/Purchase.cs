using System.Diagnostics;
using Acp.Client;

namespace Buyer;

/// <summary>
/// Buys one thing: <c>--url</c>, <c>--api-key</c>, <c>--item</c> and <c>--token</c>, all with the demo's values where they
/// are left out.
/// </summary>
public static class Purchase
{
    /// <returns>0: paid. 1: not paid. 2: nobody knows.</returns>
    public static async Task<int> Run(IReadOnlyList<string> args, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using var http = new HttpClient { BaseAddress = new Uri(Argument(args, "--url", "http://localhost:5080")) };
        var acp = new AcpClient(http, Argument(args, "--api-key", "demo_platform_key"));
        var created = await acp.Sessions.Create(new() { Currency = "usd", LineItems = [new(Argument(args, "--item", "item_ebook"))] });
        if (created is not Answer<CheckoutSession>.Done { Value: var session })
        {
            await output.WriteLineAsync($"No session: {created}");
            return 1;
        }

        await output.WriteLineAsync($"Session {session.Id}: {session.Amount} {session.Currency} in minor units, {session.Status}");
        var (code, told) = Told(await acp.Sessions.Complete(session, Argument(args, "--token", "tok_visa")));
        await output.WriteLineAsync(told);
        return code;
    }

    private static (int Code, string Told) Told(PaymentAnswer answer) => answer switch
    {
        PaymentAnswer.Completed it => (0, $"Paid: order {it.Session.Order?.OrderNumber}, {it.Session.Order?.PermalinkUrl}"),
        PaymentAnswer.Declined it => (1, $"Declined: {it.Reason} Another token may do."),
        PaymentAnswer.NeedsAuthentication it => (1, $"The shopper must authenticate first: {it.Message}"),
        PaymentAnswer.NotPaid it => (1, $"Not paid yet: {string.Join(' ', it.Session.Messages.Select(message => message.Content))}"),
        PaymentAnswer.Refused it => (1, $"Refused: {it.Error}"),

        // The one that must not be told as a failure: whoever buys again now may pay twice.
        PaymentAnswer.Unknown it => (2, $"Nobody knows yet ({it.Last}). Go on later with the key {it.Key}."),
        _ => throw new UnreachableException($"Unhandled {answer.GetType().Name}."),
    };

    private static string Argument(IReadOnlyList<string> args, string name, string otherwise) =>
        args.SkipWhile(arg => arg != name).Skip(1).FirstOrDefault() ?? otherwise;
}
