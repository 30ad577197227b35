"""The words that duties in running text are made of: orders, verbs, and what stands around the one who acts."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.spelling import Word, split_words


class Phrases:
    """Words to look for at a place of a marked text, the longest first: "tai" is never read as "tại".

    The names of a line are divided by commas.
    """

    def __init__(self, *lines: str) -> None:
        spelled = [tuple(word.key for word in split_words(name)) for line in lines for name in line.split(",")]
        self._names = frozenset(spelled)
        self._longest = max(map(len, spelled))

    def end(self, words: Sequence[Word], i: int) -> int:
        """The index behind the longest name at word ``i``; ``i`` itself where none stands there."""
        end = i + 1
        while end < min(len(words), i + self._longest) and words[end].gap.isspace():
            end += 1
        while end > i and tuple(word.key for word in words[i:end]) not in self._names:
            end -= 1
        return end

    def at(self, words: Sequence[Word], i: int) -> bool:
        return self.end(words, i) > i


# --- what is ordered, and how ------------------------------------------------------------------------------------------------

ORDERS = Phrases(  # "Giao Văn phòng Sở …", "Đề nghị Ủy ban MTTQ … vận động"
    "giao, giao cho, giao nhiệm vụ, giao nhiệm vụ cho, giao trách nhiệm, giao trách nhiệm cho, đồng ý giao",
    "thống nhất giao, tiếp tục giao, phân công, yêu cầu, đề nghị, kính đề nghị, trân trọng đề nghị, mời, ủy quyền",
    "ủy nhiệm",
)
VERBS = Phrases(  # what somebody is given to do
    "chủ trì, phối hợp, phụ trách, đầu mối, làm đầu mối, tham mưu, tham gia, tham dự, thực hiện, triển khai, tổ chức",
    "tiến hành, hoàn thành, hoàn thiện, hoàn chỉnh, xây dựng, xây, ban hành, soạn thảo, biên soạn, lập, trình, báo cáo",
    "gửi, phản ánh, tổng hợp, thống kê, kê khai, theo dõi, đôn đốc, nhắc nhở, hướng dẫn, kiểm tra, tự kiểm tra",
    "tổng kiểm tra, giám sát, thanh tra, kiểm soát, kiểm kê, kiểm định, thẩm định, thẩm tra, nghiệm thu, xác nhận",
    "chứng nhận, rà soát, tổng rà soát, đánh giá, tự đánh giá, phân tích, phân loại, khảo sát, thu thập, đề xuất",
    "kiến nghị, góp ý, xem xét, cho ý kiến, lấy ý kiến, xin ý kiến, tiếp thu, giải trình, trả lời, làm rõ, cung cấp",
    "cập nhật, thông tin kịp thời, thông báo, công bố, công khai, niêm yết, đăng tải, giới thiệu, quảng bá, truyền thông",
    "truyền hình, phát sóng, tiếp sóng, tuyên truyền, phổ biến, quán triệt, định hướng, vận động, kêu gọi, huy động",
    "khuyến khích, động viên, phát động, phát huy, nhân rộng, lồng ghép, đào tạo, bồi dưỡng, tập huấn, giáo dục, học tập",
    "diễn tập, tư vấn, trợ giúp, hỗ trợ, tạo điều kiện, quan tâm, chăm lo, bố trí, cân đối, phân bổ, phân giao, giải ngân",
    "thanh toán, quyết toán, chi trả, trích, dự toán, đầu tư, mua sắm, đặt hàng, đấu thầu, trang bị, lắp đặt, cài đặt",
    "thay, thay thế, thay đổi, sửa chữa, bảo trì, bảo dưỡng, bảo quản, cải tạo, nâng cấp, thi công, khởi công, nạo vét",
    "quy hoạch, thiết kế, sản xuất, in, dịch, bảo đảm, đảm bảo, duy trì, vận hành, quản lý, khai thác, sử dụng, ứng dụng",
    "áp dụng, chuyển giao, tích hợp, kết nối, chia sẻ, đồng bộ, liên thông, số hóa, làm sạch, đối soát, đối khớp",
    "chuẩn hóa, lưu trữ, chỉnh lý, nhập, chuyển, chuyển đổi, cấp, đăng ký, ký, ký số, ký kết, cam kết, cụ thể hóa, đưa",
    "quy định, quyết định, phê duyệt, thông qua, sửa đổi, bổ sung, điều chỉnh, cắt giảm, cắt bỏ, đơn giản hóa, rút ngắn",
    "sắp xếp, kiện toàn, củng cố, thành lập, thiết lập, tạo lập, tạo, hình thành, mở, mở rộng, cử, giao, phân công",
    "phân cấp, phân định, yêu cầu, đề nghị, chỉ đạo, lãnh đạo, điều hành, điều phối, điều tiết, phân luồng, tăng cường",
    "đẩy mạnh, đẩy nhanh, thúc đẩy, nâng cao, đề cao, phát triển, đổi mới, cải cách, cải tiến, đa dạng hóa, xã hội hóa",
    "hiện đại hóa, tập trung, ưu tiên, bám sát, nắm, nắm bắt, tiếp nhận, tiếp cận, tiếp công dân, đối thoại, đón tiếp",
    "làm việc, liên hệ, bàn giao, thu hồi, thu hút, tuyển dụng, lựa chọn, xác định, giải quyết, tháo gỡ, khắc phục, xử lý",
    "chấn chỉnh, phòng ngừa, ngăn chặn, phát hiện, dự báo, cảnh báo, ứng phó, ứng trực, tuần tra, rà phá, đấu tranh",
    "bảo vệ, bảo mật, bảo tồn, giữ, giữ gìn, ổn định, khôi phục, nghiên cứu, thí điểm, sơ kết, tổng kết, khen thưởng",
    "biểu dương, chuẩn bị, phục vụ, đáp ứng, chấp hành, tuân thủ, thi hành, gương mẫu, phấn đấu, làm tốt, đối ứng, tập hợp",
    "tăng thời lượng, tăng tốc, tăng thu, tăng tỷ lệ, giúp, hưởng ứng, xác minh, đối chiếu, ghi nhận, rút kinh nghiệm, đấu nối",
    "xử phạt, đo lường, chấm điểm, xếp hạng, tinh gọn, luân chuyển, bổ nhiệm, bãi bỏ, cải thiện, siết chặt, khai trương",
    "ra mắt, phát hành, xúc tiến, tấn công, triệt phá, trồng rừng, trồng cây, trồng mới, chăm sóc, thu gom, vận chuyển",
    "di dời, sơ tán, cứu trợ, thăm hỏi, tri ân, tôn tạo, chỉnh trang, ngầm hóa, quan trắc, kiểm nghiệm, cho thuê, phân khai",
    "bồi thường, giải phóng mặt bằng, tạm dừng, sẵn sàng, kiểm đếm, neo đậu, trực ban",
    "khám sức khỏe, khám chữa bệnh, khám bệnh, tiêm chủng, cấp phát, truy quét",
    "trao đổi, thống nhất, dự thảo, đo đạc, cấm biển",
    "treo băng rôn, treo băng, treo cờ, treo khẩu hiệu, treo pa nô, treo áp phích, treo biển, phát quang, chặt hạ, cắt tỉa",
    "tổng vệ sinh, dọn vệ sinh, phun, khử khuẩn, khử trùng, cho học sinh, trực 24, trực chiến, chốt chặn, gia cố, tiêu úng",
    "cấm người, cấm phương tiện, cấm đường, thu hoạch, cung ứng, dự trữ, thăm, tặng quà, trao tặng, trao quà, dâng hương",
    "xóa nhà tạm, xét duyệt, bình xét, đăng tin, đăng bài, viết tin, viết bài, thu đúng, khai báo",
    "chống thất thu, chống lãng phí, chống buôn lậu, đóng cửa, niêm phong, tháo dỡ, cưỡng chế, giám định, điều tra, truy tố",
    "thông tin kết quả, thông tin tới, thông tin đến, thông tin cho, thông tin kịp thời",
    "lấy, phải có, có văn bản, có kế hoạch, có phương án, có biện pháp, có giải pháp, chịu trách nhiệm",
)
COMPOUNDS = Phrases(  # words of which a part alone would be a verb, an order or an adverb
    "giáo dục thường xuyên",
    "công trình, chương trình, quy trình, quá trình, lộ trình, tiến trình, hành trình, tờ trình, giao thông, giao dịch",
    "giao lưu, giao ban, dịch vụ, dịch bệnh, giấy mời, thay mặt, mở đầu, sáng tạo, nhân tạo, tạo hình, độc lập, công lập",
    "tự lập, chữ ký, ký hiệu, ký túc, thư ký, nhật ký, hội nhập, thu nhập, sáp nhập, nhập khẩu, chuyển tiếp, chuyển biến",
    "các cấp, hai cấp, cùng cấp, đẳng cấp, thứ cấp, cao cấp, trung cấp, sơ cấp, trợ cấp, cung cấp, cấp xã, cấp tỉnh",
    "cấp huyện, cấp thành phố, cấp quốc gia, cấp trung ương, cấp cơ sở, cấp ủy, cấp trên, cấp dưới, cấp độ, cấp có",
    "cấp bách, cấp thiết, cấp nước, cấp phép",
)
ROLES = Phrases(  # a role that is given: "là đầu mối tham mưu", never "là cơ quan chuyên môn thuộc …"
    "là đầu mối, làm đầu mối, là cơ quan thường trực, là cơ quan chủ trì, là cơ quan đầu mối, là đơn vị thường trực",
    "là đơn vị chủ trì, là đơn vị đầu mối, là đơn vị chủ lực, là lực lượng nòng cốt, là thường trực, là chủ đầu tư",
    "có trách nhiệm, có nhiệm vụ",
)
ADVERBS = Phrases(  # how it is to be done; a verb follows
    "chủ động, tích cực, kịp thời, khẩn trương, nghiêm, nghiêm túc, quyết liệt, nhanh chóng, sớm, ngay, thường xuyên",
    "định kỳ, tiếp tục, đồng thời, trực tiếp, thường trực, sẵn sàng, tự, toàn diện, thực sự, cùng, cùng nhau, phải, cần",
    "sẽ, không, không được, không để, chấm dứt, nêu cao, chú trọng, có trách nhiệm, có nhiệm vụ, chịu trách nhiệm",
    "trách nhiệm, làm tốt công tác, phối hợp chặt chẽ, hằng ngày, hằng tuần, hằng tháng, hằng quý, hằng năm, hàng ngày",
    "hàng tuần, hàng tháng, hàng quý, hàng năm, mỗi tuần, mỗi tháng, mỗi quý, mỗi năm",
)
OBLIGED = Phrases("phải, cần, có trách nhiệm, có nghĩa vụ, chịu trách nhiệm")  # also binds those outside government

# --- circumstances -----------------------------------------------------------------------------------------------------------

LINKS = Phrases("đồng thời, ngoài ra, bên cạnh đó, cùng với đó, riêng, riêng đối với, theo đó, trong đó, mặt khác")
LABELS = Phrases("đối với, về phía, trách nhiệm của, nhiệm vụ của")  # before an actor and a colon: "Đối với các sở, ngành: …"
OPENERS = Phrases(  # a circumstance in front of who acts
    "căn cứ, trên cơ sở, trên tinh thần, theo, thực hiện, nhận được, để, nhằm, với, cùng với việc, ngoài việc",
    "bên cạnh việc, đối với, khi, sau, sau khi, ngay sau, nếu, trường hợp, quá trình, trong quá trình, trong",
    "trong thời hạn, tại, qua, thông qua, trước, trước ngày, ngày, từ, từ ngày, bắt đầu từ, đến, đến hết, hết, chậm nhất",
    "muộn nhất, hoàn thành, hoàn thành trước, thời gian, định kỳ, thường xuyên, hằng, hàng, mỗi, ngay",
)
MODIFIERS = Phrases(  # a circumstance between who acts and the verb
    "căn cứ, trên cơ sở, theo, với, nhằm, khi, sau khi, ngay sau, ngay sau khi, nếu, trong, trước, trước ngày, từ ngày",
    "đến hết, chậm nhất, muộn nhất, định kỳ, thường xuyên, hằng, hàng, mỗi",
)
EVENTS = Phrases("nếu, nếu có, khi, khi có, trường hợp, định kỳ, quá trình, trong quá trình")  # no comma need follow these
CONDITIONAL = frozenset({"nếu", "trường", "đối", "nhằm", "với"})  # first words that never open somebody's own predicate

# --- who acts ----------------------------------------------------------------------------------------------------------------

PERSONS = Phrases(  # a person or a member of a body; a name follows
    "đồng chí, các đồng chí, thành viên, các thành viên, trưởng ban, phó trưởng ban, trưởng, giám đốc, phó giám đốc",
    "chủ tịch, phó chủ tịch, thủ trưởng, lãnh đạo, bí thư, chánh văn phòng, chánh thanh tra, trưởng phòng, cục trưởng",
    "chi cục trưởng, tổng giám đốc, bộ trưởng, các bộ trưởng, thống đốc, tổng thanh tra, viện trưởng, hiệu trưởng",
    "tư lệnh, chỉ huy trưởng, chủ nhiệm",
)
HONOURED = Phrases(  # how a letter speaks to those whom it is addressed to
    "quý sở, quý bộ, quý ban, quý cơ quan, quý đơn vị, quý ủy ban, quý công ty, quý trường, quý địa phương, quý hội",
    "quý cục, quý phòng, quý tỉnh, quý vị, quý bệnh viện, quý doanh nghiệp",
)
QUANTIFIERS = frozenset({"các", "những", "mọi", "hai", "ba", "từng", "mỗi", "tất", "toàn"})  # first words of a set of actors
STANDALONE = Phrases(  # name a unit without more
    "văn phòng, thanh tra, chi cục, trung tâm, phòng, ban, sở, công an, bộ phận một cửa, bộ phận tiếp nhận và trả kết quả",
)
UNNAMED = Phrases("phòng, trung tâm, chi cục, ban, bộ phận, tổ, đội, trạm, hạt")  # a unit's name follows
NO_ROOM = frozenset({"chống", "cháy", "ngừa", "thủ", "hộ", "bệnh", "dịch"})  # "Phòng, chống …" names no room
FIRMS = Phrases("công ty, tổng công ty, tập đoàn, ngân hàng, hợp tác xã, doanh nghiệp")  # their names are full of naming verbs
NAMING = Phrases(  # verbs in the names of offices: "Phòng Phổ biến, giáo dục pháp luật", "Phòng Quản lý đất đai"
    "quản lý, kiểm tra, thanh tra, giám sát, xây dựng, đầu tư, giáo dục, đào tạo, bồi dưỡng, thi hành, theo dõi",
    "phát triển, bảo vệ, bảo tồn, bảo trì, kiểm soát, kiểm định, thẩm định, tổ chức, đăng ký, lưu trữ, giải quyết",
    "tiếp công dân, hỗ trợ, tư vấn, trợ giúp, phục vụ, nghiên cứu, ứng dụng, chuyển giao, chuyển đổi, phổ biến",
    "tuyên truyền, vận động, truyền thông, thông tin, truyền hình, phát sóng, vận hành, khai thác, điều hành, quy hoạch",
    "cải cách, đấu thầu, mua sắm, thống kê, tổng hợp, hướng dẫn, giới thiệu, xử lý, dự báo, phân tích, phòng ngừa, cấp",
    "cung cấp, sản xuất, thiết kế, kết nối, khen thưởng, phê duyệt, xúc tiến, quan trắc, kiểm nghiệm, bồi thường",
    "giải phóng mặt bằng, thu gom, vận chuyển, chăm sóc, chỉnh trang, đo lường",
)
FIELDS = Phrases(  # those of them that are fields of work: "… Quản lý chất lượng giáo dục hướng dẫn …"
    "giáo dục, đào tạo, đầu tư, xây dựng, truyền thông, quy hoạch, thống kê, lưu trữ, khen thưởng, sản xuất, phát triển",
)
OWNERS = Phrases("chủ đầu tư, các chủ đầu tư, những chủ đầu tư, đơn vị chủ đầu tư, các đơn vị chủ đầu tư")  # of public works
PAPERS = Phrases(  # what is drawn up: "các cơ quan xây dựng Đề án" do so, "Sở Xây dựng" is a name
    "đề án, kế hoạch, nghị quyết, quyết định, chương trình, quy chế, quy định, hướng dẫn, tờ trình, văn bản, phương án, dự án",
    "chỉ thị, báo cáo, đề cương, bộ tiêu chí, hồ sơ, quy trình, cơ chế, chính sách",
)
DESCRIBING = Phrases(  # "Các đơn vị duy trì thoát nước xây dựng …": which units, not what they do
    "duy trì, thi công, vận hành, quản lý, cung cấp, sử dụng, khai thác, chủ trì, tư vấn",
)
NO_TAIL = Phrases("để, nhằm, xong, là, được, đã, có quyền, có thể")  # words of no name and no subset
BEHIND_LISTED = Phrases(  # what ends a list of those somebody works with
    "để, nhằm, theo, khi, tại, về, thông qua, qua đó, được, trên cơ sở, trong việc, trong công tác, trong quá trình",
    "trong thời gian, trong triển khai, trong tổ chức, trong thực hiện, trong năm, trong tháng, trong quý, hoàn thành",
    "xong, định kỳ, trước ngày",
)
GOVERNING = frozenset({"với", "gửi", "cùng", "cho", "hợp", "do", "bởi"})  # before those somebody works with or sends to
PREPOSITIONS = GOVERNING | frozenset(
    ("của", "về", "do", "tại", "đến", "giữa", "từ", "trong", "bởi", "lên", "tới", "qua", "trước", "thuộc", "được")
)  # fmt: skip


def verb_end(words: Sequence[Word], i: int) -> int:
    """The index behind the verb at word ``i``; ``i`` for none or a syllable of another word ("công trình", "Đào tạo")."""
    end = VERBS.end(words, i)
    if end != i + 1:
        return end
    inside = i > 0 and max(COMPOUNDS.end(words, i - 1), VERBS.end(words, i - 1)) > i
    return i if inside or COMPOUNDS.at(words, i) else end
