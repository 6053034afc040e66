using Acp.Storm;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C prints what is known; a second one ends it at once.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
return await StormTool.Run(args, Console.Out, Console.Error, stop.Token);
