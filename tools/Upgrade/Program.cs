using Acp.Upgrade;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    // The first Ctrl-C ends the load and audits what there is; a second one ends it at once.
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
return await UpgradeTool.Run(args, Console.Out, Console.Error, stop.Token);
