using Acp.Fakes;
using Acp.Tools;

var line = CommandLine.Read(args);
if (line.Problem is { } problem)
{
    await Console.Error.WriteLineAsync(problem);
    return 2;
}

if (line.Help)
{
    Console.WriteLine(Texts.Help);
    return 0;
}

using var stripe = new FakeStripe(TimeProvider.System, line.Options);
if (line.LoseReplies > 0)
{
    stripe.Faults.Often(FaultKind.LoseReply, line.LoseReplies, seed: line.Seed);
}

await using var app = FakeStripeServer.Build(stripe, line.Address, line.Port, line.Endpoints);
await app.StartAsync();
Console.WriteLine(Texts.Welcome(app.Urls.First()));
await app.WaitForShutdownAsync();
return 0;
