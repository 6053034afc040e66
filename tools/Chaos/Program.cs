using Acp.Chaos;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C ends the faults and audits what there is; a second one ends it at once.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
return await ChaosTool.Run(args, Console.Out, Console.Error, stop.Token);
