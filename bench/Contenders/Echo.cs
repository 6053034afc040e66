using Acp.Bench.Recording;
using Acp.Processes;

namespace Acp.Bench.Contenders;

/// <summary>The most that HTTP alone allows: the same requests to the same host, answered with the recorded replies at once.</summary>
internal sealed class Echo(Workplace place, RecordedCheckout recorded) : IContender
{
    public string Name => Reporting.Table.Base;

    public string Description => "ASP.NET alone: reads the same requests, answers with replies of the same bytes, keeps nothing";

    public bool IsStored => false;

    public async Task<IRunning> Start(long stored)
    {
        string[] bodies = [place.File("created.json"), place.File("completed.json")];
        await File.WriteAllBytesAsync(bodies[0], recorded.Created.Body.ToArray());
        await File.WriteAllBytesAsync(bodies[1], recorded.Completed.Body.ToArray());
        return await ServingProcess.Start(ChildSettings.Dotnet(typeof(Echo).Assembly.Location, [EchoServer.Command, .. bodies]), Shop.Settings(""));
    }
}
