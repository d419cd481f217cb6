using Microsoft.Extensions.DependencyInjection;

namespace OpenAIImages.Batch.Tests;

/// <summary>A run as a service of a host.</summary>
public sealed class ServiceTests
{
    [TestCase(true)]
    [TestCase(false)]
    public async Task ImageBatch_is_created_by_a_service_provider(bool hasOptions)
    {
        using var fixture = new BatchFixture();
        var journals = 0;
        var services = new ServiceCollection();
        services.AddSingleton(fixture.Client);
        if (hasOptions)
        {
            services.AddSingleton(new ImageBatchOptions
            {
                OpenJournal = folder =>
                {
                    journals++;
                    return ImageBatchJournal.Open(folder);
                },
            });
        }

        services.AddTransient<ImageBatch>();
        await using var provider = services.BuildServiceProvider();
        var list = await fixture.Write("list.txt", "one").ReadAsync();

        using var run = await provider.GetRequiredService<ImageBatch>().OpenAsync(list, fixture.Folder);
        await foreach (var result in run.RunAsync()) result.Status.Should().Be(ImageBatchStatus.Done);

        fixture.Files.Should().Equal("0001-one.png");
        journals.Should().Be(hasOptions ? 1 : 0);
    }
}
