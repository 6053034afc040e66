using Acp.Bench;
using Acp.Bench.Contenders;
using Acp.Bench.Load;

if (args is [EchoServer.Command, var created, var completed])
{
    await EchoServer.Run(created, completed);
    return 0;
}

Generator.BeFrugal();
return await BenchTool.Run(args, Console.Out, Console.Error);
