using System.Text;

namespace Acp.Bench.Http;

/// <summary>One connection of an operator's.</summary>
internal sealed class AdminConnection(Uri address) : IDisposable
{
    private readonly Connection connection = new(address);

    /// <exception cref="BenchFailedException">The answer is not 200.</exception>
    public async ValueTask<Response> Get(string path)
    {
        var response = await connection.Ask(Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {Shop.AdminKey}\r\n\r\n"));
        return response.Status == 200 ? response : throw new BenchFailedException($"{path} was answered with {response}");
    }

    public void Dispose() => connection.Dispose();
}
