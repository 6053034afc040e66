using Acp.Conformance;

return await ConformanceTool.Run(args, Console.Out, Console.Error);
